namespace PromptGen.Tasks.Entities;

/// <summary>Scheme and spelling of the labels of words.</summary>
/// <param name="Scheme">Which letters there are, and what they mean.</param>
/// <param name="Suffix">Whether the letter is at the end, <c>person-B</c>, and not at the beginning, <c>B-person</c>.</param>
public readonly record struct TagConvention(TagScheme Scheme, bool Suffix = false)
{
    private const string Letters = "BIES";

    /// <summary>
    /// Recognizes the convention of sentences: IOBES by an <c>E</c> or <c>S</c>; IOB1 by an <c>I</c> that begins an entity; else IOB2. The letter is at the end
    /// only if all labels have it there and not all at the beginning.
    /// </summary>
    /// <param name="sentences">The labels of each sentence, of training best.</param>
    /// <exception cref="DataException">A label is neither <c>O</c> nor has such a letter.</exception>
    public static TagConvention Of(IEnumerable<IReadOnlyList<string>> sentences)
    {
        var all = sentences.ToList();
        var tagged = all.SelectMany(labels => labels).Where(label => label != "O").Distinct(StringComparer.Ordinal).ToList();
        var suffix = !tagged.TrueForAll(label => Has(label, suffix: false)) && tagged.TrueForAll(label => Has(label, suffix: true));
        var tags = all.Select(labels => labels.Select(label => Tag.Of(label, suffix)).ToList()).ToList();
        if (tags.Exists(sentence => sentence.Exists(tag => tag.Letter is 'E' or 'S'))) return new TagConvention(TagScheme.Iobes, suffix);
        var begun = tags.TrueForAll(sentence => Enumerable.Range(0, sentence.Count).All(i =>
            sentence[i].Letter != 'I' || (i > 0 && sentence[i - 1].Letter != 'O' && sentence[i - 1].Type == sentence[i].Type)));
        return new TagConvention(begun ? TagScheme.Iob2 : TagScheme.Iob1, suffix);
    }

    /// <summary>The convention of a set of labels, where no sentence shows which: IOBES by an <c>E</c> or <c>S</c>, else IOB2.</summary>
    /// <param name="labels">The labels.</param>
    /// <returns>Null: some label is neither <c>O</c> nor has such a letter, or none has one.</returns>
    public static TagConvention? OfLabels(IEnumerable<string> labels)
    {
        var tagged = labels.Where(label => label != "O").ToList();
        if (tagged.Count == 0) return null;
        foreach (var suffix in new[] { false, true })
            if (tagged.TrueForAll(label => Has(label, suffix)))
                return new TagConvention(tagged.Exists(label => Tag.Of(label, suffix).Letter is 'E' or 'S') ? TagScheme.Iobes : TagScheme.Iob2, suffix);
        return null;
    }

    private static bool Has(string label, bool suffix) => label.Length switch
    {
        0 => false,
        1 => Letters.Contains(label[0]),
        _ => suffix ? Letters.Contains(label[^1]) && label[^2] == '-' : Letters.Contains(label[0]) && label[1] == '-',
    };

    /// <summary>A label in parts.</summary>
    internal readonly record struct Tag(char Letter, string Type)
    {
        /// <summary>Outside of all entities.</summary>
        public static Tag Outside { get; } = new('O', "_");

        /// <exception cref="DataException">It is neither <c>O</c> nor has a letter.</exception>
        public static Tag Of(string label, bool suffix)
        {
            if (label == "O") return Outside;
            if (!Has(label, suffix))
                throw new DataException($"The label '{label}' spells no entity; expected O, or {(suffix ? "a type and -B, -I, -E or -S" : "B-, I-, E- or S- and a type")}.");
            var type = label.Length == 1 ? "" : suffix ? label[..^2] : label[2..];
            return new Tag(suffix ? label[^1] : label[0], type.Length == 0 ? Outside.Type : type);
        }
    }
}
