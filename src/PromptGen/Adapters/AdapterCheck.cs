namespace PromptGen.Adapters;

/// <summary>What is compared before an adapter is used: whether it was trained over what it is put over.</summary>
public enum AdapterCheck
{
    /// <summary>The weights of the encoder are those it was trained on, by their SHA-256.</summary>
    BaseModel,

    /// <summary>Texts become the same tokens, by the SHA-256 of the tokenizer.</summary>
    Tokenizer,

    /// <summary>The encoder has as many layers.</summary>
    Depth,

    /// <summary>The prefix moves the positions of the tokens equally far.</summary>
    Positions,

    /// <summary>The head has a form that this encoder's heads have.</summary>
    Head,
}
