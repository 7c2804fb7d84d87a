using PromptGen.Encoders;
using PromptGen.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Prefixes;

/// <summary>
/// A deep prompt (P-Tuning v2, section 3.2): in every prompted layer P keys and values that stand before those of the tokens.
/// They go into attention as they are; no norm and no projection touches them.
/// </summary>
/// <typeparam name="TEncoder">The encoder whose layers they fit.</typeparam>
public sealed class Prefix<TEncoder> : ITrainable, IDisposable where TEncoder : Encoder, IDescribed<TEncoder>
{
    private readonly PrefixEncoder encoder;
    private readonly KeyValueShape[] shapes;
    private readonly int[] promptedLayers;
    private readonly int layerCount;
    private readonly double dropout;

    /// <summary>A new prefix, drawn as the reference does: N(0, 0.02) weights, zero biases.</summary>
    /// <param name="backbone">The encoder.</param>
    /// <param name="options">Length, depth, reparameterization.</param>
    /// <param name="generator">Draws the weights.</param>
    /// <exception cref="ArgumentException">The encoder has not the layers that the depth names, or the length is below 1.</exception>
    public Prefix(Backbone<TEncoder> backbone, PrefixOptions options, Generator? generator = null)
        : this(backbone, options, shapes => NewEncoder(backbone, options, shapes, generator))
    {
    }

    private Prefix(Backbone<TEncoder> backbone, PrefixOptions options, Func<KeyValueShape[], PrefixEncoder> newEncoder)
    {
        if (options.Length < 1)
            throw new ArgumentException($"A prefix has at least one slot, not {options.Length}; for none, give no prefix.", nameof(options));
        Options = options;
        layerCount = backbone.LayerCount;
        promptedLayers = [.. options.Depth.Of(layerCount)];
        shapes = [.. promptedLayers.Select(backbone.KeyValues)];
        dropout = options.Dropout ?? backbone.HiddenDropout;
        encoder = newEncoder(shapes);
    }

    /// <summary>A prefix with given numbers, such as an adapter holds.</summary>
    /// <param name="backbone">The encoder.</param>
    /// <param name="options">Length and depth; there is no reparameterization any more.</param>
    /// <param name="flat">[P, columns], as <see cref="Flat"/> gives it. Copied.</param>
    /// <exception cref="ArgumentException">The shape does not fit the encoder and the options.</exception>
    public static Prefix<TEncoder> FromFlat(Backbone<TEncoder> backbone, PrefixOptions options, Tensor flat) =>
        new(backbone, options with { Reparameterization = Reparameterization.None }, shapes =>
        {
            long[] expected = [options.Length, Columns(shapes)];
            return flat.shape.SequenceEqual(expected)
                ? new EmbeddingPrefixEncoder(new Parameter(flat.detach().to(ScalarType.Float32).to(backbone.Device).clone()))
                : throw new ArgumentException($"The prefix has the shape [{string.Join(", ", flat.shape)}]; with {shapes.Length} prompted layers of "
                    + $"{TEncoder.Description.Architecture} and length {options.Length} it is [{string.Join(", ", expected)}].", nameof(flat));
        });

    /// <summary>Its choices.</summary>
    public PrefixOptions Options { get; }

    /// <summary>P, the slots in every prompted layer.</summary>
    public int Length => Options.Length;

    /// <summary>The prompted layers, 0-based, ascending.</summary>
    public IReadOnlyList<int> PromptedLayers => promptedLayers;

    /// <summary>Whether dropout is drawn.</summary>
    public bool Training { get; set; }

    /// <summary>The flat prefix: by prompted layer, key before value, head, head axis.</summary>
    /// <returns>[P, columns]</returns>
    public Tensor Flat() => encoder.Forward();

    /// <summary>The same prefix as plain keys and values, without the MLP that made it.</summary>
    /// <param name="backbone">The encoder.</param>
    public Prefix<TEncoder> Collapse(Backbone<TEncoder> backbone)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var collapsed = FromFlat(backbone, Options, Flat());
        foreach (var (_, parameter) in collapsed.Parameters()) scope.MoveToOuter(parameter);
        return collapsed;
    }

    /// <summary>The keys and values for one forward pass.</summary>
    /// <param name="batch">B: with dropout each row draws its own.</param>
    public PrefixKeyValues KeyValues(long batch)
    {
        var flat = Flat().unsqueeze(0); // [1, P, columns]
        return Split(Training && dropout > 0 ? nn.functional.dropout(flat.expand(batch, -1, -1), dropout, training: true) : flat);
    }

    /// <summary>A copy of the keys and values alone, without dropout.</summary>
    internal CollapsedPrefix ForPredicting()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return new CollapsedPrefix(Split(Flat().unsqueeze(0)), Length, layerCount, Options.Padding);
    }

    /// <param name="flat">[1 or B, P, columns]</param>
    private PrefixKeyValues Split(Tensor flat)
    {
        var layers = new LayerPrefix?[layerCount];
        long column = 0;
        for (var i = 0; i < promptedLayers.Length; i++)
        {
            var (heads, headSize) = shapes[i];
            var keyValue = flat.narrow(2, column, shapes[i].PrefixColumns)
                .view(flat.shape[0], Length, 2, heads, headSize)
                .permute(2, 0, 3, 1, 4); // [2, 1 or B, N_kv, P, D]
            layers[promptedLayers[i]] = new LayerPrefix(keyValue[0], keyValue[1], Mask: null);
            column += shapes[i].PrefixColumns;
        }
        return PrefixKeyValues.Of(layers, Length, Options.Padding);
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Parameter Parameter)> Parameters() => encoder.Parameters();

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        foreach (var (_, parameter) in Parameters()) parameter.Dispose();
    }

    private static int Columns(KeyValueShape[] shapes) => shapes.Sum(shape => shape.PrefixColumns);

    private static PrefixEncoder NewEncoder(Backbone<TEncoder> backbone, PrefixOptions options, KeyValueShape[] shapes, Generator? generator) =>
        options.Reparameterization switch
        {
            Reparameterization.None => new EmbeddingPrefixEncoder(options.Length, Columns(shapes), backbone.Device, generator),
            Reparameterization.Mlp => new MlpPrefixEncoder(
                options.Length, backbone.HiddenSize, options.ReparameterizationSize, Columns(shapes), backbone.Device, generator),
            _ => throw new ArgumentException($"There is no reparameterization '{options.Reparameterization}'.", nameof(options)),
        };
}
