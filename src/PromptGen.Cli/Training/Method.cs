namespace PromptGen.Cli.Training;

/// <summary>What is trained.</summary>
internal enum Method
{
    /// <summary>A prefix and a head over a frozen encoder: P-Tuning v2.</summary>
    PTuning,

    /// <summary>A head alone over a frozen encoder.</summary>
    HeadOnly,

    /// <summary>Every weight.</summary>
    FineTuning,
}
