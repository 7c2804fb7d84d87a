using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>What may fill a blank, for heads that choose among it.</summary>
/// <param name="Ids">
/// int64. Candidates of several tokens are a row each, [B, T]: the token that should follow each slot. Candidates of one token are listed for
/// every row, [B, K].
/// </param>
/// <param name="Mask">The same shape, int64: 1 where a number of <paramref name="Ids"/> counts.</param>
public sealed record Candidates(Tensor Ids, Tensor Mask)
{
    /// <summary>Its tensors, each once.</summary>
    public IReadOnlyList<Tensor> Tensors => [Ids, Mask];

    /// <summary>The candidates among recorded tensors (<c>target_ids</c>, <c>logit_mask</c>), if there are any.</summary>
    /// <param name="tensor">The tensor of a name, or null.</param>
    public static Candidates? FromTensors(Func<string, Tensor?> tensor) =>
        tensor("logit_mask") is { } mask ? new Candidates(tensor.Required("target_ids"), mask) : null;
}
