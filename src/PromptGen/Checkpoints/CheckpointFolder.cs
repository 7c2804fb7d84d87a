using PromptGen.Encoders;

namespace PromptGen.Checkpoints;

/// <summary>A Hugging Face checkpoint folder.</summary>
public static class CheckpointFolder
{
    internal static Frozen<TEncoder> Open<TEncoder>(string folder) where TEncoder : Encoder, IDescribed<TEncoder> => throw new NotSupportedException(folder);
}
