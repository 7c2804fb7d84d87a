using Tag = PromptGen.Tasks.Entities.TagConvention.Tag;

namespace PromptGen.Tasks.Entities;

/// <summary>From the labels of a sentence to its entities, by the rules of seqeval, the usual scorer of CoNLL tasks in Python.</summary>
public static class EntityReader
{
    /// <summary>
    /// seqeval's default (<c>get_entities</c>, after the rules of <c>conlleval</c>): every scheme at once, and what no scheme allows is read kindly. An entity
    /// ends before <c>O</c>, <c>B</c>, <c>S</c> or another type, and after <c>E</c> or <c>S</c>; whatever follows such an end begins one, <c>I</c> too.
    /// </summary>
    /// <param name="labels">One for each word.</param>
    /// <param name="suffix">Whether the letter is at the end of a label.</param>
    /// <returns>In the order of the words.</returns>
    /// <exception cref="DataException">A label is neither <c>O</c> nor has a letter.</exception>
    public static IReadOnlyList<EntitySpan> Lenient(IReadOnlyList<string> labels, bool suffix = false)
    {
        var entities = new List<EntitySpan>();
        int? start = null;
        var previous = Tag.Outside;
        for (var i = 0; i <= labels.Count; i++)
        {
            var tag = i < labels.Count ? Tag.Of(labels[i], suffix) : Tag.Outside;
            var breaks = previous.Letter is 'O' or 'E' or 'S' || tag.Letter is 'O' or 'B' or 'S' || tag.Type != previous.Type;
            if (breaks && start is { } begun)
            {
                entities.Add(new EntitySpan(previous.Type, begun, i));
                start = null;
            }
            if (breaks && tag.Letter != 'O') start = i;
            previous = tag;
        }
        return entities;
    }

    /// <summary>
    /// seqeval's strict mode (<c>mode='strict'</c> with <c>scheme=IOB2</c> or <c>IOBES</c>): only what the scheme allows is an entity. In IOB2 it begins with
    /// <c>B</c> and goes on with <c>I</c> of its type; in IOBES it is <c>S</c>, or <c>B</c>, any <c>I</c> and <c>E</c> of one type.
    /// </summary>
    /// <param name="labels">One for each word.</param>
    /// <param name="convention">IOB2 or IOBES.</param>
    /// <returns>In the order of the words.</returns>
    /// <exception cref="DataException">A label is not of that scheme.</exception>
    /// <exception cref="ArgumentException">The scheme is another.</exception>
    public static IReadOnlyList<EntitySpan> Strict(IReadOnlyList<string> labels, TagConvention convention)
    {
        if (convention.Scheme == TagScheme.Iob1) throw new ArgumentException("IOB1 has no strict reading here; expected IOB2 or IOBES.", nameof(convention));
        var tags = labels.Select(label => Allowed(label, convention)).ToList();
        var entities = new List<EntitySpan>();
        for (int i = 0, end; i < tags.Count; i = end)
        {
            end = i + 1;
            if (tags[i].Letter is not ('B' or 'S')) continue;
            if (tags[i].Letter == 'B')
                while (end < tags.Count && tags[end].Letter is ('I' or 'E') && tags[end].Type == tags[i].Type && tags[end - 1].Letter != 'E') end++;
            if (convention.Scheme == TagScheme.Iob2 || tags[end - 1].Letter is ('E' or 'S')) entities.Add(new EntitySpan(tags[i].Type, i, end));
        }
        return entities;
    }

    private static Tag Allowed(string label, TagConvention convention)
    {
        var tag = Tag.Of(label, convention.Suffix);
        return convention.Scheme == TagScheme.Iob2 && tag.Letter is ('E' or 'S')
            ? throw new DataException($"The label '{label}' is not of IOB2; expected O, B or I.")
            : tag;
    }
}
