using PromptGen.Heads;
using PromptGen.Prefixes;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>
/// A transformer encoder as its schema describes it, in parts: it says how to embed, how to run one layer and how to finish;
/// <see cref="LayerLoop"/> alone says in which order.
/// </summary>
public abstract class Encoder : nn.Module
{
    /// <summary>Called by generated code.</summary>
    /// <param name="name">The encoder's name.</param>
    /// <param name="token">Proof that PromptGen constructs it.</param>
    /// <exception cref="ArgumentNullException">There is no token.</exception>
    protected Encoder(string name, ConstructionToken token) : base(name) => ArgumentNullException.ThrowIfNull(token);

    /// <summary>C, the width of the residual stream.</summary>
    public abstract int HiddenSize { get; }

    /// <summary>The number of layers.</summary>
    public abstract int LayerCount { get; }

    /// <summary>V, the rows of the table of words.</summary>
    public abstract int WordCount { get; }

    /// <summary>E, the width of the table of words: that of the residual stream, unless a projection lies between.</summary>
    public virtual int WordWidth => HiddenSize;

    /// <summary>The dropout rate of hidden states, which prefix and head use by default.</summary>
    public abstract double HiddenDropout { get; }

    /// <summary>The keys and values of one layer; a prefix has the same shape there.</summary>
    /// <param name="layer">0-based.</param>
    public abstract KeyValueShape KeyValues(int layer);

    /// <summary>The most tokens a row may have when its positions start after <paramref name="offset"/> prefix slots; null: no limit.</summary>
    /// <param name="offset">P, the prefix length.</param>
    public abstract int? LongestInput(int offset);

    /// <summary>The published forms of heads under this configuration, by task, the usual one first.</summary>
    public abstract IReadOnlyList<HeadForm> Heads { get; }

    /// <summary>How far a prefix moves the positions of the tokens: by its length, or not at all.</summary>
    /// <param name="prefixLength">P</param>
    public virtual int PositionShift(int prefixLength) => prefixLength;

    /// <summary>Whether the embeddings of padding are zero; <see cref="LayerLoop"/> sees to it.</summary>
    public virtual bool ZeroesPadding => false;
}

/// <summary>An encoder that reads inputs of one type.</summary>
/// <typeparam name="TInput">What it reads.</typeparam>
public abstract class Encoder<TInput> : Encoder where TInput : IEncoderInput<TInput>
{
    private protected Encoder(string name, ConstructionToken token) : base(name, token)
    {
    }

    internal abstract EncoderOutput Run(TInput input, PrefixKeyValues prefix, bool keepHiddenStates);
}

/// <summary>An encoder that prepares a context once a batch (masks, index tables) for all its layers.</summary>
/// <typeparam name="TInput">What it reads.</typeparam>
/// <typeparam name="TContext">What its layers share.</typeparam>
public abstract class Encoder<TInput, TContext> : Encoder<TInput> where TInput : IEncoderInput<TInput>
{
    /// <inheritdoc cref="Encoder(string, ConstructionToken)"/>
    protected Encoder(string name, ConstructionToken token) : base(name, token)
    {
    }

    /// <summary>The position of every token.</summary>
    /// <param name="input">[B, T]</param>
    /// <param name="offset">[B]: prefix slots before each row's tokens.</param>
    /// <returns>[B, T]</returns>
    public abstract Tensor Positions(TInput input, Tensor offset);

    /// <summary>The embedding of every token.</summary>
    /// <param name="input">[B, T]</param>
    /// <param name="positions">[B, T]</param>
    /// <returns>[B, T, C]</returns>
    public abstract Tensor Embed(TInput input, Tensor positions);

    /// <summary>What all layers need of this batch.</summary>
    /// <param name="input">[B, T]</param>
    /// <param name="positions">[B, T]</param>
    public abstract TContext Prepare(TInput input, Tensor positions);

    /// <summary>One layer.</summary>
    /// <param name="layer">0-based.</param>
    /// <param name="x">[B, T, C]</param>
    /// <param name="context">From <see cref="Prepare"/>.</param>
    /// <param name="prefix">This layer's part of the prefix, if it has one.</param>
    /// <returns>[B, T, C]</returns>
    public abstract Tensor RunLayer(int layer, Tensor x, TContext context, LayerPrefix? prefix);

    /// <summary>What follows the last layer: a final norm, or nothing.</summary>
    /// <param name="x">[B, T, C]</param>
    /// <returns>[B, T, C]</returns>
    public abstract Tensor Finish(Tensor x);

    internal sealed override EncoderOutput Run(TInput input, PrefixKeyValues prefix, bool keepHiddenStates) =>
        LayerLoop.Run(this, input, prefix, keepHiddenStates);
}
