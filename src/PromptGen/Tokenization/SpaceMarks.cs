namespace PromptGen.Tokenization;

/// <summary>Spaces as texts and tokens have them: whitespace, and the mark by which SentencePiece writes a space.</summary>
internal static class SpaceMarks
{
    /// <summary>What SentencePiece and Metaspace write for a space.</summary>
    public const char Metaspace = '\u2581';

    /// <summary>Whether a text is nothing but spaces.</summary>
    public static bool AreAll(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
            if (!IsSpace(unit)) return false;
        return true;
    }

    /// <summary>Whether a UTF-16 unit is a space.</summary>
    public static bool IsSpace(char unit) => unit == Metaspace || char.IsWhiteSpace(unit);
}
