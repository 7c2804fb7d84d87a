using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;

namespace PromptGen.Generator.Emitting;

/// <summary>
/// A text under construction from an interpolated raw string that looks like the result. A value of several lines takes the indentation of
/// its hole; a line with nothing but holes whose values are all empty vanishes.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Code(int literalLength, int formattedCount)
{
    private readonly StringBuilder text = new(literalLength + 64 * formattedCount);
    private int lineStart;
    private bool lineHasHole;

    /// <summary>The text of a template.</summary>
    public static string Of(Code code) => code.Finish();

    /// <summary>Texts below each other; empty ones leave no line.</summary>
    public static string Lines(IEnumerable<string> lines) => string.Join("\n", lines.Where(line => line.Length > 0));

    /// <summary>Texts with a blank line between them.</summary>
    public static string Paragraphs(IEnumerable<string> paragraphs) => string.Join("\n\n", paragraphs.Where(paragraph => paragraph.Length > 0));

    /// <summary>Lines whose part after a mark begins in one column.</summary>
    public static string Aligned(string mark, IReadOnlyList<(string Left, string Right)> lines)
    {
        var width = lines.Count == 0 ? 0 : lines.Max(line => line.Left.Length);
        return string.Join("\n", lines.Select(line => line.Left.PadRight(width) + mark + line.Right));
    }

    public void AppendLiteral(string literal)
    {
        // The source of the templates may be checked out with any line ending.
        for (int start = 0, end; start < literal.Length; start = end + 1)
        {
            end = literal.IndexOf('\n', start);
            var stop = end < 0 ? literal.Length : end;
            text.Append(literal, start, stop - start - (end > start && literal[end - 1] == '\r' ? 1 : 0));
            if (end < 0) return;
            EndLine();
        }
    }

    public void AppendFormatted(string value)
    {
        lineHasHole = true;
        var indentation = text.ToString(lineStart, text.Length - lineStart);
        if (indentation.Trim().Length > 0) indentation = new string(' ', indentation.Length - indentation.TrimStart().Length);
        text.Append(value.Replace("\n", "\n" + indentation).Replace(indentation.Length > 0 ? "\n" + indentation + "\n" : "\n\n", "\n\n"));
    }

    private void EndLine()
    {
        if (lineHasHole && text.ToString(lineStart, text.Length - lineStart).Trim().Length == 0) text.Length = lineStart;
        else text.Append('\n');
        lineStart = text.Length;
        lineHasHole = false;
    }

    private string Finish()
    {
        if (lineHasHole && text.ToString(lineStart, text.Length - lineStart).Trim().Length == 0) text.Length = Math.Max(0, lineStart - 1);
        return text.ToString();
    }
}
