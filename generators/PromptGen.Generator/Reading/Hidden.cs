using System.Globalization;
using System.Text;

namespace PromptGen.Generator.Reading;

/// <summary>Characters that end lines, turn the direction of a text or cannot be seen: none may reach a comment, a literal or a message as it is.</summary>
internal static class Hidden
{
    /// <summary>Whether a character is one, and how many units it has.</summary>
    public static bool Is(string text, int at, out int length)
    {
        length = char.IsSurrogatePair(text, at) ? 2 : 1;
        var c = text[at];
        // Joiners are letters of some languages, and of signs made of several.
        return c is '\ufffe' or '\uffff' || (c is not ('\u200c' or '\u200d') && CharUnicodeInfo.GetUnicodeCategory(text, at)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
    }

    /// <summary>A text in which each of them is written as an escape of JSON and C#.</summary>
    public static string Escaped(string text)
    {
        var result = new StringBuilder(text.Length);
        for (int at = 0, length; at < text.Length; at += length)
        {
            if (!Is(text, at, out length)) result.Append(text, at, length);
            else for (var unit = 0; unit < length; unit++) result.Append(Escape(text[at + unit]));
        }
        return result.ToString();
    }

    /// <summary><c>\u202e</c></summary>
    public static string Escape(char c) => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture);
}
