using PromptGen.Encoders;
using static TorchSharp.torch;

namespace PromptGen.Training;

/// <summary>Examples that are computed together. Its tensors belong to no dispose scope; disposing of it frees them.</summary>
/// <typeparam name="TInput">What the encoder reads.</typeparam>
/// <param name="Input">[B, T]</param>
/// <param name="Labels">[B] or more axes, as the loss of the head reads them; null: without labels.</param>
/// <param name="Indices">Which examples they are, in the order of the rows.</param>
public sealed record Batch<TInput>(TInput Input, Tensor? Labels, IReadOnlyList<int> Indices) : IDisposable where TInput : IEncoderInput<TInput>
{
    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in Input.Tensors) tensor.Dispose();
        Labels?.Dispose();
    }
}
