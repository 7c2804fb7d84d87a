using PromptGen.Tensors;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>What an encoder gives.</summary>
/// <param name="LastHidden">[B, T, C], of the encoder's type, after the final norm where the encoder has one.</param>
/// <param name="HiddenStates">When asked for: [B, T, C] each, the embedding output first, then the output of every layer; else null.</param>
public record EncoderOutput(Tensor LastHidden, IReadOnlyList<Tensor>? HiddenStates);

/// <summary>What one type of encoder gives; what only some encoders can do with it are extensions in <see cref="Capabilities"/>.</summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public sealed record EncoderOutput<TEncoder> : EncoderOutput where TEncoder : Encoder, IDescribed<TEncoder>
{
    internal EncoderOutput(EncoderOutput output, TEncoder encoder, IEncoderInput input) : base(output) => (Encoder, Input) = (encoder, input);

    internal TEncoder Encoder { get; }

    /// <summary>What the encoder read.</summary>
    public IEncoderInput Input { get; }

    /// <summary>The last hidden state of one token of each row.</summary>
    /// <param name="index">[B], int64: which.</param>
    /// <returns>[B, C]</returns>
    internal Tensor LastHiddenAt(Tensor index) => LastHidden.gather(1, index.view(-1, 1, 1).expand(-1, 1, LastHidden.shape[2])).squeeze(1);

    /// <summary>[B]: where each row's last token stands, whichever side its padding is on.</summary>
    internal Tensor LastToken() => (Input.Mask * TensorArithmetic.UpTo(Input.Mask.shape[1], Input.Mask.device)).argmax(1);

    /// <summary>The mean over each row's tokens.</summary>
    /// <param name="x">[B, T, C]</param>
    /// <returns>[B, C]</returns>
    internal Tensor Mean(Tensor x)
    {
        var tokens = Input.Mask.unsqueeze(2).to(x.dtype); // [B, T, 1]
        return (x * tokens).sum(1) / tokens.sum(1);
    }

    /// <summary>The last hidden states of some rows, and what the encoder read there.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many.</param>
    internal EncoderOutput<TEncoder> Rows(int start, int count) => count == LastHidden.shape[0]
        ? this
        : new(new EncoderOutput(LastHidden.narrow(0, start, count), HiddenStates: null), Encoder, InputRows.Of(Input, start, count));
}

/// <summary>What some encoders offer to heads, without giving the encoder away.</summary>
public static class Capabilities
{
    /// <summary>The encoder's own pooled vector.</summary>
    /// <param name="output">[B, T, C]</param>
    /// <returns>[B, C], of the encoder's type.</returns>
    public static Tensor Pool<TEncoder>(this EncoderOutput<TEncoder> output) where TEncoder : Encoder, IDescribed<TEncoder>, IPooled =>
        output.Encoder.Pool(output.LastHidden);

    /// <summary>A score for every word of the encoder's vocabulary, computed in the encoder's type.</summary>
    /// <param name="output">From an encoder whose schema ties a head to its table of words.</param>
    /// <param name="x">[..., E], the last hidden states or what a head made of them.</param>
    /// <returns>[..., V], of the encoder's type, but float32 for an encoder in half precision: a softmax over a vocabulary needs the digits.</returns>
    public static Tensor ScoreWords<TEncoder>(this EncoderOutput<TEncoder> output, Tensor x) where TEncoder : Encoder, IDescribed<TEncoder>, ITiedWords
    {
        var scores = output.Encoder.ScoreWords(x.to(output.LastHidden.dtype));
        return scores.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? scores.to(ScalarType.Float32) : scores;
    }
}
