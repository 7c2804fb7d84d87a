using PromptGen.Tokenization;

namespace PromptGen.Tasks;

/// <summary>What a user should be told of the labels of a file although it is no error.</summary>
public static class LabelNotices
{
    private static readonly HashSet<string> Missing = new(["nan", "null", "<na>", "#n/a"], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Labels that differ only in blanks, case or Unicode's forms, as <c>neg</c> and <c> neg</c>; and labels that programs write where one is missing.
    /// </summary>
    /// <param name="labels">All labels of examples, each as often as it is there.</param>
    /// <returns>A sentence for each kind, without a full stop.</returns>
    public static IReadOnlyList<string> Of(IEnumerable<string> labels)
    {
        var counts = labels.CountBy(label => label, StringComparer.Ordinal).OrderBy(label => label.Key, StringComparer.Ordinal).ToList();
        var alike = counts.GroupBy(label => Bare(label.Key), StringComparer.Ordinal).Where(group => group.Count() > 1).ToList();
        var missing = counts.Where(label => Missing.Contains(label.Key.Trim())).ToList();
        return
        [
            .. alike.Count > 0
                ? ["labels that differ only in blanks, case or Unicode form are labels of their own: "
                    + Shown(alike.Select(group => string.Join(" and ", group.Select(Counted))), "; ")]
                : Array.Empty<string>(),
            .. missing.Count > 0
                ? [$"{Shown(missing.Select(Counted), ", ")}: such a label is often a value that is missing; an empty field or null is no label"]
                : Array.Empty<string>(),
        ];
    }

    private static string Counted(KeyValuePair<string, int> label) => $"'{label.Key}' ({label.Value})";

    private static string Shown(IEnumerable<string> items, string separator)
    {
        const int most = 10;
        var all = items.ToList();
        return string.Join(separator, all.Take(most)) + (all.Count > most ? $"{separator}and {all.Count - most} more" : "");
    }

    private static string Bare(string label) =>
        string.Concat(CanonicalForms.Compose(label).ToUpperInvariant().Where(c => !char.IsWhiteSpace(c) && c is not ('\u200B' or '\uFEFF')));
}
