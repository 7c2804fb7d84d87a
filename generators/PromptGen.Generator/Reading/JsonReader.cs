using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using PromptGen.Generator.Diagnostics;

namespace PromptGen.Generator.Reading;

/// <summary>
/// Reads JSON (RFC 8259) with a place on every value and name. Accepts what System.Text.Json accepts by default, but for duplicate
/// names and unpaired surrogates, which are errors here. Never throws; nesting is limited, so that no input overflows the stack.
/// </summary>
internal sealed class JsonReader
{
    public const int DeepestNesting = 64;

    private readonly string text;
    private readonly SourceLines lines;
    private readonly Findings findings;
    private int at;
    private bool failed;

    private JsonReader(string file, string text, Findings findings)
    {
        (this.text, this.findings) = (text, findings);
        lines = new SourceLines(file, text);
    }

    /// <summary>Reads a whole text.</summary>
    /// <returns>Null where it is not JSON; the finding says where.</returns>
    public static JsonNode? Read(string file, string text, Findings findings)
    {
        var reader = new JsonReader(file, text, findings);
        reader.SkipSpace();
        var root = reader.Value(0);
        if (reader.failed) return null;
        reader.SkipSpace();
        if (reader.at < text.Length) reader.Fail($"expected nothing after the first value, found {reader.Here()}");
        return reader.failed ? null : root;
    }

    private bool More => at < text.Length;

    private JsonNode? Value(int depth)
    {
        if (!More) return Fail("the file ends where a value is expected");
        var start = at;
        switch (text[at])
        {
            case '{':
                return Object(depth);
            case '[':
                return Array(depth);
            case '"':
                var value = String();
                return value is null ? null : new JsonNode(JsonKind.String, lines.Place(start, at - start), value);
            case 't':
                return Word("true", JsonKind.True);
            case 'f':
                return Word("false", JsonKind.False);
            case 'n':
                return Word("null", JsonKind.Null);
            case '-' or (>= '0' and <= '9'):
                return Number();
            default:
                return Fail(text[at] == ']' ? $"{Here()} follows a comma that is one too many" : $"expected a value, found {Here()}");
        }
    }

    private JsonNode? Object(int depth)
    {
        if (depth >= DeepestNesting) return Fail($"it is nested more than {DeepestNesting} deep");
        var place = lines.Place(at, 1);
        var members = new List<JsonMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        at++;
        SkipSpace();
        if (Take('}')) return new JsonNode(JsonKind.Object, place);
        while (true)
        {
            var start = at;
            if (!More) return Fail("the file ends inside an object");
            if (text[at] != '"') return Fail(text[at] == '}' ? "'}' follows a comma that is one too many" : $"expected a name in quotes, found {Here()}");
            if (String() is not { } name) return null;
            var namePlace = lines.Place(start, at - start);
            SkipSpace();
            if (!Take(':')) return Fail($"expected ':' after the name '{name}', found {Here()}");
            SkipSpace();
            if (Value(depth + 1) is not { } value) return null;
            if (members.Count == SchemaLimits.Members) return TooLarge(namePlace, $"an object of more than {SchemaLimits.Members} members", SchemaLimits.Members);
            if (findings.AreFull) return Stop();
            if (names.Add(name)) members.Add(new JsonMember(name, namePlace, value));
            else findings.Add(Rules.DuplicateName, namePlace, name);
            SkipSpace();
            if (Take('}')) return new JsonNode(JsonKind.Object, place) { Members = members };
            if (!Take(',')) return Fail(More ? $"expected ',' or '}}' after a member, found {Here()}" : "the file ends inside an object");
            SkipSpace();
        }
    }

    private JsonNode? Array(int depth)
    {
        if (depth >= DeepestNesting) return Fail($"it is nested more than {DeepestNesting} deep");
        var place = lines.Place(at, 1);
        var items = new List<JsonNode>();
        at++;
        SkipSpace();
        if (Take(']')) return new JsonNode(JsonKind.Array, place);
        while (true)
        {
            if (Value(depth + 1) is not { } value) return null;
            if (items.Count == SchemaLimits.Items) return TooLarge(value.Place, $"an array of more than {SchemaLimits.Items} items", SchemaLimits.Items);
            items.Add(value);
            SkipSpace();
            if (Take(']')) return new JsonNode(JsonKind.Array, place) { Items = items };
            if (!Take(',')) return Fail(More ? $"expected ',' or ']' after an item, found {Here()}" : "the file ends inside an array");
            SkipSpace();
        }
    }

    private JsonNode? Word(string word, JsonKind kind)
    {
        if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) return Fail($"expected a value, found {Here()}");
        at += word.Length;
        return new JsonNode(kind, lines.Place(at - word.Length, word.Length));
    }

    private JsonNode? Number()
    {
        var start = at;
        Take('-');
        if (Take('0'))
        {
            if (More && text[at] is >= '0' and <= '9') return Fail("a number does not begin with a superfluous 0");
        }
        else if (!Digits()) return Fail($"expected a digit, found {Here()}");
        if (Take('.') && !Digits()) return Fail($"expected a digit after the point, found {Here()}");
        if (Take('e') || Take('E'))
        {
            if (!Take('+')) Take('-');
            if (!Digits()) return Fail($"expected a digit in the exponent, found {Here()}");
        }
        return new JsonNode(JsonKind.Number, lines.Place(start, at - start), text.Substring(start, at - start));
    }

    private bool Digits()
    {
        var start = at;
        while (More && text[at] is >= '0' and <= '9') at++;
        return at > start;
    }

    private string? String()
    {
        var value = new StringBuilder();
        for (at++; More; at++)
        {
            var c = text[at];
            if (c == '"')
            {
                at++;
                return value.ToString();
            }
            if (c < ' ') return FailText($"a text holds {Here()}, which must be written as an escape");
            if (char.IsSurrogate(c))
            {
                if (!(at + 1 < text.Length && char.IsSurrogatePair(c, text[at + 1]))) return FailText("a text holds half a surrogate pair");
                value.Append(c).Append(text[++at]);
            }
            else if (c != '\\') value.Append(c);
            else if (Escape() is { } escaped) value.Append(escaped);
            else return null;
        }
        return FailText("the file ends inside a text");
    }

    // Leaves the position at the escape's last character.
    private string? Escape()
    {
        at++;
        if (!More) return FailText("the file ends inside a text");
        switch (text[at])
        {
            case '"' or '\\' or '/': return text[at].ToString();
            case 'b': return "\b";
            case 'f': return "\f";
            case 'n': return "\n";
            case 'r': return "\r";
            case 't': return "\t";
            case 'u': break;
            default: return FailText($"expected an escape after '\\', found {Here()}");
        }
        if (Unit() is not { } first) return null;
        if (!char.IsSurrogate(first)) return first.ToString();
        if (char.IsHighSurrogate(first) && at + 2 < text.Length && text[at + 1] == '\\' && text[at + 2] == 'u')
        {
            at += 2;
            if (Unit() is not { } second) return null;
            if (char.IsLowSurrogate(second)) return new string([first, second]);
        }
        return FailText("a text holds half a surrogate pair");
    }

    private char? Unit()
    {
        var unit = 0;
        for (var i = 0; i < 4; i++)
        {
            at++;
            var digit = More ? "0123456789abcdef".IndexOf(char.ToLowerInvariant(text[at])) : -1;
            // 'K' (Kelvin) and the like have ASCII lower cases, so the character itself must be ASCII.
            if (digit < 0 || text[at] > 'f')
            {
                FailText($"expected four hexadecimal digits after '\\u', found {Here()}");
                return null;
            }
            unit = unit * 16 + digit;
        }
        return (char)unit;
    }

    private bool Take(char expected)
    {
        if (!More || text[at] != expected) return false;
        at++;
        return true;
    }

    private void SkipSpace()
    {
        while (More && text[at] is ' ' or '\t' or '\r' or '\n')
        {
            at++;
            if (!More) return;
        }
    }

    private string Here()
    {
        if (!More) return "the end of the file";
        var c = text[at];
        if (c == '/' && at + 1 < text.Length && text[at + 1] is '/' or '*') return "a comment, which JSON does not have";
        return char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format
            ? "the character U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)
            : $"'{c}'";
    }

    private JsonNode? Fail(string message)
    {
        failed = true;
        findings.Add(Rules.NotJson, lines.Place(at, More ? 1 : 0), message);
        return null;
    }

    private JsonNode? TooLarge(Place place, string what, int most)
    {
        findings.Add(Rules.TooLarge, place, what, most.ToString(CultureInfo.InvariantCulture));
        return Stop();
    }

    // Without more to say.
    private JsonNode? Stop()
    {
        failed = true;
        return null;
    }

    private string? FailText(string message)
    {
        Fail(message);
        return null;
    }
}
