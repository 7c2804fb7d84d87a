using System.Globalization;
using PromptGen.Backbones;
using PromptGen.Encoders;

namespace PromptGen.Benchmarks.Models;

/// <summary>The sizes that the encoders of a comparison share, and those of a batch.</summary>
internal sealed record StepSize
{
    /// <summary>V. Small where encoders are compared: looking words up costs the same in all.</summary>
    public int Words { get; init; } = 1000;

    /// <summary>The number of layers.</summary>
    public int Layers { get; init; } = 4;

    /// <summary>C</summary>
    public int Hidden { get; init; } = 768;

    /// <summary>N</summary>
    public int Heads { get; init; } = 12;

    /// <summary>Inner width of the feed-forward blocks.</summary>
    public int Inner { get; init; } = 3072;

    /// <summary>B</summary>
    public int Rows { get; init; } = 8;

    /// <summary>T</summary>
    public int Tokens { get; init; } = 128;

    /// <summary>P</summary>
    public int PrefixLength { get; init; } = 20;

    /// <summary>The rate of every dropout.</summary>
    public double Dropout { get; init; }

    /// <summary>Sizes at which everything runs in a moment.</summary>
    public static StepSize Tiny { get; } = new() { Words = 50, Layers = 2, Hidden = 32, Heads = 4, Inner = 64, Rows = 2, Tokens = 12, PrefixLength = 3 };

    /// <summary>Those of all-MiniLM-L6-v2, 22.7 M numbers.</summary>
    public static StepSize MiniLm { get; } = new() { Words = 30522, Layers = 6, Hidden = 384, Inner = 1536, Rows = 16, Tokens = 64 };

    /// <summary>Those of bert-base-uncased, 109.5 M numbers.</summary>
    public static StepSize BertBase { get; } = new() { Words = 30522, Layers = 12, Rows = 8, Tokens = 64 };

    /// <summary>A BERT of these sizes with random weights.</summary>
    /// <param name="seed">Fixes the weights.</param>
    public Frozen<BertEncoder> Bert(int seed) => BertEncoder.Random(BertConfig, seed);

    /// <summary>These sizes as BERT's.</summary>
    public BertConfig BertConfig => new()
    {
        VocabSize = Words, HiddenSize = Hidden, LayerCount = Layers, HeadCount = Heads, IntermediateSize = Inner, HiddenDropout = Dropout, AttentionDropout = Dropout,
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Layers} layers of {Hidden}, {Heads} heads, {Inner} within feed-forward, batch {Rows}, T = {Tokens}, P = {PrefixLength}, dropout {Dropout:0.##}");
}
