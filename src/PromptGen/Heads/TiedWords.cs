using PromptGen.Encoders;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>An encoder's table of words, by which a language model head scores words.</summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public abstract class TiedWords<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>
{
    private protected TiedWords()
    {
    }

    internal abstract Tensor Score(EncoderOutput<TEncoder> output, Tensor x);
}

/// <summary>Gives access to the table of words of encoders that have one for this.</summary>
public static class TiedWords
{
    /// <summary>The encoder's own table. An encoder whose schema ties no head to it does not compile here.</summary>
    public static TiedWords<TEncoder> OfEncoder<TEncoder>() where TEncoder : Encoder, IDescribed<TEncoder>, ITiedWords => new EncoderWords<TEncoder>();

    private sealed class EncoderWords<TEncoder> : TiedWords<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>, ITiedWords
    {
        internal override Tensor Score(EncoderOutput<TEncoder> output, Tensor x) => output.ScoreWords(x);
    }
}
