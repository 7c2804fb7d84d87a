namespace PromptGen.Generator.Model;

/// <summary>The tasks of published heads; the members are those of the runtime's enum.</summary>
internal enum HeadTask
{
    SequenceClassification,
    TokenClassification,
    QuestionAnswering,
    MultipleChoice,
}

/// <summary>What a head reads; the members are those of the runtime's enum.</summary>
internal enum HeadInput
{
    Pooled,
    FirstToken,
    Tokens,
}

/// <summary>One published form of a head.</summary>
internal sealed record HeadForm(
    HeadTask Task, string Name, HeadInput Input, Linear? Dense, Activation? Activation, Linear Output, Spot At);
