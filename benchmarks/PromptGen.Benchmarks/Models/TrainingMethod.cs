namespace PromptGen.Benchmarks.Models;

/// <summary>What is trained.</summary>
internal enum TrainingMethod
{
    /// <summary>P-Tuning v2: a prefix in every layer, and the head.</summary>
    PromptTuning,

    /// <summary>Everything.</summary>
    FineTuning,

    /// <summary>The head alone.</summary>
    HeadOnly,
}

/// <summary>Methods in words.</summary>
internal static class TrainingMethods
{
    /// <summary>The row of a table.</summary>
    public static string Name(this TrainingMethod method) => method switch
    {
        TrainingMethod.PromptTuning => "P-Tuning v2",
        TrainingMethod.FineTuning => "full fine-tuning",
        _ => "head only",
    };
}
