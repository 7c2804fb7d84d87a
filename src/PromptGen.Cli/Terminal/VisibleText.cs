using System.Text;

namespace PromptGen.Cli.Terminal;

/// <summary>
/// Shows what a terminal would obey and not show. Labels, tensor names, cards and file names come from strangers, and a terminal that is sent
/// their control characters moves its cursor, changes its title, or shows words in another order than they are.
/// </summary>
internal static class VisibleText
{
    /// <summary>The text in one line, with control characters (C0, C1, line and paragraph separators, marks of direction) as <c>\u001b</c>.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsInvisible)) return text;
        var shown = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsInvisible(c)) shown.Append($"\\u{(int)c:x4}");
            else shown.Append(c);
        }
        return shown.ToString();
    }

    /// <remarks>A surrogate without its other half cannot be written as UTF-8 and is left to the encoder, which replaces it.</remarks>
    private static bool IsInvisible(char c) => char.IsControl(c)
        || c is '\u2028' or '\u2029' or '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
