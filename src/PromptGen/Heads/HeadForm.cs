namespace PromptGen.Heads;

/// <summary>The tasks that published heads solve.</summary>
public enum HeadTask
{
    /// <summary>One label for a row.</summary>
    SequenceClassification,

    /// <summary>One label for each token.</summary>
    TokenClassification,

    /// <summary>The start and the end of an answer.</summary>
    QuestionAnswering,

    /// <summary>One choice among several rows.</summary>
    MultipleChoice,
}

/// <summary>What a head reads.</summary>
public enum HeadInput
{
    /// <summary>The encoder's own pooled vector, [B, C].</summary>
    Pooled,

    /// <summary>The first token, [B, C].</summary>
    FirstToken,

    /// <summary>Every token, [B, T, C].</summary>
    Tokens,
}

/// <summary>One published form of a head: its parts, and where a checkpoint of it keeps them.</summary>
/// <param name="Task">What it solves.</param>
/// <param name="Input">What it reads.</param>
/// <param name="Dense">The path of a trained dense layer before the output; null: none.</param>
/// <param name="Activation">What follows the dense layer.</param>
/// <param name="Output">The path of the output layer.</param>
public sealed record HeadForm(HeadTask Task, HeadInput Input, string Output, string? Dense = null, Encoders.Activation? Activation = null);
