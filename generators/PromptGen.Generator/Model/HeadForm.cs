namespace PromptGen.Generator.Model;

/// <summary>The tasks of published heads; the members are those of the runtime's enum.</summary>
internal enum HeadTask
{
    SequenceClassification,
    TokenClassification,
    QuestionAnswering,
    MultipleChoice,
    LanguageModel,
}

/// <summary>What a head reads; the members are those of the runtime's enum.</summary>
internal enum HeadInput
{
    Pooled,
    FirstToken,
    LastToken,
    EndOfPartA,
    StartOfPartB,
    MeanOfTokens,
    Tokens,
}

/// <summary>One published form of a head: dropout, a dense layer with activation and norm where it has one, and the output.</summary>
/// <param name="InputDropout">The rate before the dense layer; null: the head's own.</param>
/// <param name="Output">A linear map to the answer; null: it is <paramref name="Tied"/>.</param>
/// <param name="Tied">The table of words scores every word.</param>
internal sealed record HeadForm(
    HeadTask Task,
    string Name,
    Choice<HeadInput> Input,
    RateValue? InputDropout,
    Linear? Dense,
    Choice<Activation>? Activation,
    Norm? Norm,
    Linear? Output,
    TiedOutput? Tied,
    Spot At);

/// <summary>An output whose weight is an embedding table.</summary>
/// <param name="Table">The table, indexed by ids.</param>
/// <param name="Bias">The checkpoint path of a bias of its own; null: there is none.</param>
internal sealed record TiedOutput(string Table, string? Bias, Spot At);
