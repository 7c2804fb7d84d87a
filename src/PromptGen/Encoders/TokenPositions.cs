using PromptGen.Tensors;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>The ways in which encoders number their tokens.</summary>
public static class TokenPositions
{
    /// <summary>Every slot counts: offset, offset + 1, … (BERT).</summary>
    /// <param name="ids">[B, T]</param>
    /// <param name="offset">[B]: the position of each row's first token.</param>
    /// <returns>[B, T]</returns>
    public static Tensor All(Tensor ids, Tensor offset) =>
        offset.unsqueeze(1).Plus(TensorArithmetic.UpTo(ids.shape[1], ids.device).unsqueeze(0));

    /// <summary>
    /// Only real tokens count, after the padding id: padding + offset + 1, …; padding keeps the padding id (RoBERTa).
    /// </summary>
    /// <param name="ids">[B, T]</param>
    /// <param name="offset">[B]: prefix slots before each row's tokens.</param>
    /// <param name="padding">The padding id.</param>
    /// <returns>[B, T]</returns>
    public static Tensor AfterPadding(Tensor ids, Tensor offset, long padding)
    {
        var real = ids.IsNot(padding).to(ScalarType.Int64);
        return (real.cumsum(1).Plus(offset.unsqueeze(1)) * real).Plus(padding);
    }
}
