using PromptGen.Tasks;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>The input of encoders that read one row of tokens: ids, mask and segment ids.</summary>
/// <param name="Ids">[B, T], int64.</param>
/// <param name="Mask">[B, T], int64: 1 at tokens, 0 at padding.</param>
/// <param name="TokenTypes">[B, T], int64: the segment of each token, all zeros for one text. An encoder without segments ignores it.</param>
public sealed record TokenInput(Tensor Ids, Tensor Mask, Tensor TokenTypes) : IEncoderInput<TokenInput>
{
    /// <summary>An input whose tokens all belong to segment 0.</summary>
    /// <param name="ids">[B, T], int64.</param>
    /// <param name="mask">[B, T], int64.</param>
    public TokenInput(Tensor ids, Tensor mask) : this(ids, mask, zeros_like(ids))
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Tensors => [Ids, Mask, TokenTypes];

    /// <inheritdoc/>
    public TokenInput InFirstSegment() => this with { TokenTypes = zeros_like(TokenTypes) };

    /// <inheritdoc/>
    public static TokenInput Collate(IReadOnlyList<TokenizedText> texts, int paddingId, Device device) => new(
        Padding.Rows(texts, text => text.Ids, paddingId, device),
        Padding.Mask(texts, device),
        Padding.Rows(texts, text => text.TokenTypes, 0, device));

    /// <inheritdoc/>
    public static TokenInput FromTensors(Func<string, Tensor?> tensor)
    {
        var ids = tensor.Required("input_ids");
        return new TokenInput(ids, tensor("attention_mask") ?? ones_like(ids), tensor("token_type_ids") ?? zeros_like(ids));
    }
}
