using PromptGen.Tasks.Entities;

namespace PromptGen.Tasks.Reading;

/// <summary>
/// Recognizes words in columns (CoNLL) in what was read as texts: without it their words become texts and labels of a task that nobody meant. The last columns
/// tell, which are labels of entities; or sentences that blank lines separate, of lines that all have equally many columns and few different last ones.
/// </summary>
internal static class WordColumns
{
    public const string Advice = "Words in columns are read with --task token-classification, in code by WordExamples";

    private const int Enough = 20, MostLabels = 100, Looked = 10_000;

    private static readonly HashSet<string> Endings = new([".conll", ".conllu", ".bio", ".iob", ".iob2", ".bioes", ".iobes"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the end of a file's name says it.</summary>
    public static bool AreIn(string path) => Endings.Contains(Path.GetExtension(path));

    /// <summary>Whether the fields of a line without a header end with the label of an entity.</summary>
    public static bool AreOf(IEnumerable<string> fields) => fields.ToList() is [_, .., var last] && (last == "O" || IsTag(last));

    /// <summary>Whether the rows of CSV or TSV are words with labels of entities.</summary>
    /// <param name="examples">The rows.</param>
    public static bool AreRowsOf(IReadOnlyList<TextExample> examples) =>
        AreTagged([.. examples.Take(Looked).Where(example => example.Label is not null)
            .Select(example => (string[])(example.Text.Contains(' ') ? ["", ""] : [example.Text, example.Label!]))]);

    /// <summary>Whether lines are words with labels.</summary>
    /// <param name="examples">The lines, with or without a label as their first word.</param>
    public static bool AreLinesOf(IReadOnlyList<TextExample> examples)
    {
        var lines = examples.Take(Looked).Select(example => (Columns: Columns(example), example.Source.Line))
            .Where(line => line.Columns is not (["#", ..] or ["-DOCSTART-", ..])).ToList();
        if (AreTagged([.. lines.Select(line => line.Columns)])) return true;
        if (lines.Count < Enough) return false;

        var width = lines[0].Columns.Length;
        if (width < 2 || lines.Exists(line => line.Columns.Length != width)) return false;
        var sentences = 1 + Enumerable.Range(1, lines.Count - 1).Count(i => lines[i].Line > lines[i - 1].Line + 1);
        var labels = lines.Select(line => line.Columns[^1]).Distinct(StringComparer.Ordinal).Count();
        var words = lines.Select(line => line.Columns[0]).Distinct(StringComparer.Ordinal).Count();
        return sentences > 1 && lines.Count >= 2 * sentences && labels <= MostLabels && 4 * labels <= words;
    }

    /// <summary>Nearly all, since a file may have lines of another kind between its sentences.</summary>
    private static bool AreTagged(IReadOnlyList<string[]> lines) =>
        lines.Any(columns => columns.Length > 1 && IsTag(columns[^1])) && lines.Count(AreOf) * 20 >= lines.Count * 19;

    private static string[] Columns(TextExample example) =>
        $"{example.Label ?? string.Join(',', example.Labels ?? [])} {example.Text}".Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    // A letter alone is no tag here, although some files have it: B ends sentences too.
    private static bool IsTag(string text) => text.Length > 2 && TagConvention.OfLabels([text]) is not null;
}
