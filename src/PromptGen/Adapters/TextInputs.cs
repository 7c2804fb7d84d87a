namespace PromptGen.Adapters;

/// <summary>What kind of texts an adapter was trained on.</summary>
public enum TextInputs
{
    /// <summary>Single texts, or sentences of words.</summary>
    Single,

    /// <summary>Pairs of texts.</summary>
    Pair,

    /// <summary>Single texts and pairs.</summary>
    Either,
}
