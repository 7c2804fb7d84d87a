namespace PromptGen.Tasks.Entities;

/// <summary>How labels of words spell entities; <c>O</c> is outside of all in each of them.</summary>
public enum TagScheme
{
    /// <summary><c>I</c> inside; <c>B</c> only where an entity follows another of its type (CoNLL-2003 as published).</summary>
    Iob1,

    /// <summary><c>B</c> begins every entity, <c>I</c> continues it; also called BIO.</summary>
    Iob2,

    /// <summary><c>B</c>, <c>I</c>, <c>E</c> for the last word, <c>S</c> for a single one.</summary>
    Iobes,
}
