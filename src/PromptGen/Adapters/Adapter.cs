using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Prefixes;
using PromptGen.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Adapters;

/// <summary>An adapter in memory: its description and its tensors, not yet tied to an encoder.</summary>
public sealed class Adapter : IDisposable
{
    private readonly string folder;
    private readonly IReadOnlyDictionary<string, Tensor> tensors;

    internal Adapter(string folder, AdapterCard card, IReadOnlyDictionary<string, Tensor> tensors) =>
        (this.folder, Card, this.tensors) = (folder, card, tensors);

    /// <summary>What it says of itself.</summary>
    public AdapterCard Card { get; }

    /// <summary>Names and shapes of its tensors.</summary>
    public IEnumerable<(string Name, long[] Shape)> Tensors => tensors.Select(t => (t.Key, t.Value.shape));

    /// <summary>Puts it over the encoder that it was trained on, for classifying rows.</summary>
    /// <param name="backbone">The encoder.</param>
    /// <param name="tokenizer">The tokenizer that will make its inputs.</param>
    /// <exception cref="AdapterException">It was trained over another encoder, tokenizer or head.</exception>
    public PromptedModel<TEncoder, SequenceClassificationHead<TEncoder>> ClassifySequences<TEncoder>(
        Backbone<TEncoder> backbone, TextTokenizer tokenizer) where TEncoder : Encoder, IDescribed<TEncoder> =>
        Over(backbone, tokenizer, HeadTask.SequenceClassification,
            () => new SequenceClassificationHead<TEncoder>(backbone, Card.Labels.Count, Card.Head));

    /// <summary>Puts it over the encoder that it was trained on, for labeling tokens.</summary>
    /// <param name="backbone">The encoder.</param>
    /// <param name="tokenizer">The tokenizer that will make its inputs.</param>
    /// <exception cref="AdapterException">It was trained over another encoder, tokenizer or head.</exception>
    public PromptedModel<TEncoder, TokenClassificationHead<TEncoder>> ClassifyTokens<TEncoder>(
        Backbone<TEncoder> backbone, TextTokenizer tokenizer) where TEncoder : Encoder, IDescribed<TEncoder> =>
        Over(backbone, tokenizer, HeadTask.TokenClassification,
            () => new TokenClassificationHead<TEncoder>(backbone, Card.Labels.Count, Card.Head));

    /// <summary>Puts it over the encoder that it was trained on, ready to predict: only plain keys and values and the head are copied.</summary>
    /// <param name="backbone">The encoder.</param>
    /// <param name="tokenizer">The tokenizer that will make its inputs.</param>
    /// <exception cref="AdapterException">It was trained over another encoder or tokenizer, or classifies neither rows nor tokens.</exception>
    public ReadyAdapter<TEncoder> Ready<TEncoder>(Backbone<TEncoder> backbone, TextTokenizer tokenizer) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        using var scope = NewDisposeScope();
        return Card.Head.Task switch
        {
            HeadTask.SequenceClassification => ReadyAdapter.Of(ClassifySequences(backbone, tokenizer), Card.Labels),
            HeadTask.TokenClassification => ReadyAdapter.Of(ClassifyTokens(backbone, tokenizer), Card.Labels),
            var task => throw new AdapterException($"{folder}: its head is for {task}; a pool predicts with heads for {HeadTask.SequenceClassification} and {HeadTask.TokenClassification}."),
        };
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in tensors.Values) tensor.Dispose();
    }

    private PromptedModel<TEncoder, THead> Over<TEncoder, THead>(
        Backbone<TEncoder> backbone, TextTokenizer tokenizer, HeadTask task, Func<THead> newHead)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        var architecture = TEncoder.Description.Architecture;
        Check("encoder", Card.Architecture, architecture);
        Check("head", Card.Head.Task.ToString(), task.ToString());
        Check("tokenizer (SHA-256)", Card.TokenizerFingerprint, tokenizer.Fingerprint);
        if (Card.PromptedLayers.LastOrDefault() is var last && last >= backbone.LayerCount)
            throw new AdapterException($"{folder}: prompts layer {last}; this {architecture} has {backbone.LayerCount} layers.");
        Check("base model (SHA-256 of its weights)", Card.BaseModelFingerprint, backbone.Fingerprint());

        try
        {
            var prefix = Card.PrefixLength == 0 ? null : Prefix<TEncoder>.FromFlat(
                backbone,
                new PrefixOptions { Length = Card.PrefixLength, Depth = PrefixDepth.Layers(Card.PromptedLayers), Padding = Card.Padding },
                Stored(AdapterFolder.PrefixTensor));
            Check("position shift", $"{Card.PositionShift}", $"{backbone.PositionShift(prefix?.Length ?? 0)}");
            var head = newHead();
            head.Load(tensors, AdapterFolder.HeadRoot);
            var model = backbone.Prompt(prefix, head);
            model.Eval();
            return model;
        }
        catch (ArgumentException e)
        {
            throw new AdapterException($"{folder}: {e.Message}", e);
        }
    }

    private Tensor Stored(string name) => tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new AdapterException($"{folder}: has no tensor '{name}'; it holds {string.Join(", ", tensors.Keys)}.");

    private void Check(string what, string stored, string here)
    {
        if (stored != here)
            throw new AdapterException($"{folder}: was trained with another {what}: the adapter says {stored}, here it is {here}.");
    }
}
