using System.Text;

namespace PromptGen.Benchmarks.Measuring;

/// <summary>A table that reads well in a terminal and can be pasted into a README. The first column is text, the others are figures.</summary>
/// <param name="headings">Of the columns.</param>
internal sealed class MarkdownTable(params string[] headings)
{
    private readonly List<string[]> rows = [];

    /// <param name="cells">As many as there are headings.</param>
    public void Add(params string[] cells) => rows.Add(cells);

    /// <inheritdoc/>
    public override string ToString()
    {
        var widths = headings.Select((heading, i) => rows.Select(row => row[i].Length).Append(heading.Length).Append(2).Max()).ToArray();
        var text = new StringBuilder();
        Line(headings);
        text.Append('|').AppendJoin('|', widths.Select((width, i) => i == 0 ? new string('-', width + 2) : new string('-', width + 1) + ':')).Append("|\n");
        foreach (var row in rows) Line(row);
        return text.ToString().TrimEnd();

        void Line(string[] cells) =>
            text.Append("| ").AppendJoin(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).Append(" |\n");
    }
}
