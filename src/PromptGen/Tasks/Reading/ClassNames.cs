using System.Globalization;

namespace PromptGen.Tasks.Reading;

/// <summary>
/// The names of classes by id, as <c>ClassLabel</c> of the hub's <c>datasets</c> has them: a number is an id and -1 no label; a text is a name, or, if it is
/// none and a number, an id. Where every given name is a whole number itself, as those of ratings are, numbers are names and nothing is an id.
/// </summary>
internal sealed class ClassNames
{
    private readonly IReadOnlyList<string> names;
    private readonly HashSet<string> known;
    private readonly bool areIds;

    private ClassNames(IReadOnlyList<string> names, bool areIds) =>
        (this.names, this.areIds, known) = (names, areIds, names.ToHashSet(StringComparer.Ordinal));

    /// <summary>Names that somebody gave.</summary>
    /// <param name="names">By id; null: there are none.</param>
    public static ClassNames? Of(IReadOnlyList<string>? names) =>
        names is null ? null : new ClassNames(names, areIds: names.Any(name => Number(name) is null));

    /// <summary>Names that a file declares, in which every number is an id.</summary>
    /// <param name="names">By id.</param>
    public static ClassNames Declared(IReadOnlyList<string> names) => new(names, areIds: true);

    /// <summary>What ids mean, if any was met; else null.</summary>
    public string? Notice { get; private set; }

    /// <summary>The label that a number is.</summary>
    /// <param name="id">The number.</param>
    /// <param name="place">What errors call its place, such as <c>'label'</c>.</param>
    /// <returns>Null: -1, no label.</returns>
    /// <exception cref="DamagedLine">There is no such class.</exception>
    public string? OfNumber(long id, string place) =>
        !areIds ? id.ToString(CultureInfo.InvariantCulture)
        : id == -1 ? null
        : id >= 0 && id < names.Count ? Named((int)id)
        : throw new DamagedLine($"{place} is {id}", $"a class from 0 to {names.Count - 1}, or -1 for none");

    /// <summary>The label that a text is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">What errors call its place.</param>
    /// <returns>Null: -1, no label.</returns>
    /// <exception cref="DamagedLine">It is a number, and there is no such class.</exception>
    public string? OfText(string text, string place) => known.Contains(text) || Number(text) is not { } id ? text : OfNumber(id, place);

    /// <summary>Labels of which each must be there, or none.</summary>
    /// <param name="labels">Null where there is none.</param>
    /// <param name="place">What errors call the place of one.</param>
    /// <param name="expected">What should stand there.</param>
    /// <returns>Null: none is there.</returns>
    /// <exception cref="DamagedLine">Some are there.</exception>
    public static IReadOnlyList<string>? AllOrNone(IReadOnlyList<string?> labels, Func<int, string> place, string expected)
    {
        var absent = labels.Count(label => label is null);
        if (absent == 0) return labels!;
        if (absent == labels.Count) return null;
        throw new DamagedLine($"{place(Enumerable.Range(0, labels.Count).First(i => labels[i] is null))} is -1, which is no label", expected);
    }

    private string Named(int id)
    {
        const int shown = 10;
        Notice ??= $"labels are ids: {string.Join(", ", names.Take(shown).Select((name, i) => $"{i} is '{name}'"))}"
            + (names.Count > shown ? " and so on" : "");
        return names[id];
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
