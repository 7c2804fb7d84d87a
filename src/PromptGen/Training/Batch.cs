using PromptGen.Encoders;
using static TorchSharp.torch;

namespace PromptGen.Training;

/// <summary>Examples of one step.</summary>
/// <typeparam name="TInput">What the encoder reads.</typeparam>
/// <param name="Input">[B, T]</param>
/// <param name="Labels">[B] or [B, T], int64.</param>
public sealed record Batch<TInput>(TInput Input, Tensor Labels) : IDisposable where TInput : IEncoderInput<TInput>
{
    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Input.Dispose();
        Labels.Dispose();
    }
}
