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

/// <summary>How methods are called.</summary>
internal static class MethodNames
{
    public static string InWords(this Method method) => method switch
    {
        Method.PTuning => "P-Tuning v2",
        Method.HeadOnly => "head only",
        _ => "full fine-tuning",
    };
}
