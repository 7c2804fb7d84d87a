using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Emitting;

/// <summary>How words of a schema are written in C#.</summary>
internal static class Text
{
    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>As the member of a config: what lies between '-', '_' and '.' begins with a capital; the architecture's own name before it is left out.</summary>
    public static string PresetMember(string preset, string architecture)
    {
        var words = preset.Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries).ToList();
        for (var own = 1; own < words.Count; own++)
        {
            if (!string.Equals(string.Concat(words.Take(own)), architecture, StringComparison.OrdinalIgnoreCase) || !char.IsLetter(words[own][0])) continue;
            words.RemoveRange(0, own);
            break;
        }
        var member = string.Concat(words.Select(Pascal));
        return member.Length > 0 && char.IsDigit(member[0]) ? architecture + member : member;
    }

    /// <summary>Items with commas between and after them, on as many lines as their length asks for.</summary>
    public static string Wrapped(IEnumerable<string> items)
    {
        const int longest = 140;
        var lines = new List<string>();
        foreach (var item in items.Select(item => item + ","))
        {
            if (lines.Count > 0 && lines[lines.Count - 1].Length + 1 + item.Length <= longest) lines[lines.Count - 1] += " " + item;
            else lines.Add(item);
        }
        return string.Join("\n", lines);
    }

    /// <summary>A text as a literal.</summary>
    public static string Literal(string text) => Hidden.Escaped(SymbolDisplay.FormatLiteral(text, quote: true));

    /// <summary><c>["a", "b"]</c></summary>
    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Literal))}]";

    /// <summary>A text for a comment, on one line.</summary>
    public static string Comment(string text) => Hidden.Escaped(string.Concat(text.Select(c => char.IsWhiteSpace(c) ? ' ' : c))).Trim();

    /// <summary>A text for a documentation comment, on one line.</summary>
    public static string Documentation(string text) => Comment(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A sentence for the middle of another: its first letter small, unless the first word is an acronym; no point at its end.</summary>
    public static string Clause(string sentence)
    {
        var text = sentence.Trim().TrimEnd('.');
        return text.Length > 1 && char.IsUpper(text[0]) && !char.IsUpper(text[1]) ? char.ToLowerInvariant(text[0]) + text.Substring(1) : text;
    }

    /// <summary><c>a, b and c</c></summary>
    public static string Enumeration(IReadOnlyList<string> words) => words.Count < 2
        ? string.Concat(words)
        : string.Join(", ", words.Take(words.Count - 1)) + " and " + words[words.Count - 1];

    /// <summary>A camel-case name as words: <c>tokenType</c> is <c>token type</c>.</summary>
    public static string Words(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>Digits of JSON as a <c>double</c> of C#, whose whole numbers end sooner.</summary>
    public static string Double(string digits) => digits.Length > 9 && digits.All(c => c is '-' or (>= '0' and <= '9')) ? digits + ".0" : digits;

    /// <summary>A text as JSON on one line of ASCII.</summary>
    public static string Json(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') result.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~') result.Append(c);
            else result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }
        return result.Append('"').ToString();
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
