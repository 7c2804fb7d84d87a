namespace PromptGen.Heads;

/// <summary>What a row may be labeled with.</summary>
public enum LabelKind
{
    /// <summary>One label of several: cross entropy.</summary>
    One,

    /// <summary>Any number of labels, each yes or no: binary cross entropy.</summary>
    Several,

    /// <summary>A number: squared error.</summary>
    Value,
}
