using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Prefixes;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Adapters;

/// <summary>
/// An adapter in memory: its description and its tensors, not yet tied to an encoder. Its methods put it over one, after the checks of
/// <see cref="AdapterCheck"/>; a tokenizer may be null where inputs are ids already.
/// </summary>
public sealed class Adapter : IDisposable
{
    private readonly AdapterTensors tensors;

    internal Adapter(string folder, AdapterCard card, AdapterTensors tensors, string? passedBy) =>
        (Folder, Card, this.tensors, PassedBy) = (folder, card, tensors, passedBy);

    /// <summary>Where it was read from.</summary>
    public string Folder { get; }

    /// <summary><c>adapter_model.bin</c> where it was not read because <c>adapter_model.safetensors</c> is there too; else null.</summary>
    public string? PassedBy { get; }

    /// <summary>What it says of itself.</summary>
    public AdapterCard Card { get; }

    /// <summary>Names and shapes of its tensors.</summary>
    public IEnumerable<(string Name, long[] Shape)> Tensors => tensors.All.Select(tensor => (tensor.Name, tensor.Shape.ToArray()));

    /// <summary>Puts it over an encoder, for classifying rows.</summary>
    /// <param name="backbone">The encoder.</param>
    /// <param name="tokenizer">The tokenizer that will make its inputs; null: inputs are ids already.</param>
    /// <param name="checks">Which checks may fail; null: none.</param>
    /// <exception cref="AdapterException">It was trained over another encoder, tokenizer or head.</exception>
    public PromptedModel<TEncoder, SequenceClassificationHead<TEncoder>> ClassifySequences<TEncoder>(
        Backbone<TEncoder> backbone, TextTokenizer? tokenizer, AdapterChecks? checks = null) where TEncoder : Encoder, IDescribed<TEncoder> =>
        With(backbone, tokenizer, checks, HeadTask.SequenceClassification,
            form => new SequenceClassificationHead<TEncoder>(backbone, Card.Labels.Count, form, labels: Card.LabelKind));

    /// <summary>Puts it over an encoder, for labeling tokens.</summary>
    /// <inheritdoc cref="ClassifySequences"/>
    public PromptedModel<TEncoder, TokenClassificationHead<TEncoder>> ClassifyTokens<TEncoder>(
        Backbone<TEncoder> backbone, TextTokenizer? tokenizer, AdapterChecks? checks = null) where TEncoder : Encoder, IDescribed<TEncoder> =>
        With(backbone, tokenizer, checks, HeadTask.TokenClassification,
            form => new TokenClassificationHead<TEncoder>(backbone, Card.Labels.Count, form));

    /// <summary>Puts it over an encoder, for finding answers.</summary>
    /// <inheritdoc cref="ClassifySequences"/>
    public PromptedModel<TEncoder, QuestionAnsweringHead<TEncoder>> AnswerQuestions<TEncoder>(
        Backbone<TEncoder> backbone, TextTokenizer? tokenizer, AdapterChecks? checks = null) where TEncoder : Encoder, IDescribed<TEncoder> =>
        With(backbone, tokenizer, checks, HeadTask.QuestionAnswering, form => new QuestionAnsweringHead<TEncoder>(backbone, form));

    /// <summary>Puts it over an encoder, for choosing among several rows.</summary>
    /// <param name="backbone">The encoder.</param>
    /// <param name="tokenizer">The tokenizer that will make its inputs; null: inputs are ids already.</param>
    /// <param name="choiceCount">K, the choices of every question; they need not be as many as in training.</param>
    /// <param name="checks">Which checks may fail; null: none.</param>
    /// <exception cref="AdapterException">It was trained over another encoder, tokenizer or head.</exception>
    public PromptedModel<TEncoder, MultipleChoiceHead<TEncoder>> ChooseAmong<TEncoder>(
        Backbone<TEncoder> backbone, TextTokenizer? tokenizer, int choiceCount, AdapterChecks? checks = null) where TEncoder : Encoder, IDescribed<TEncoder> =>
        With(backbone, tokenizer, checks, HeadTask.MultipleChoice, form => new MultipleChoiceHead<TEncoder>(backbone, choiceCount, form));

    /// <summary>
    /// Puts it over an encoder under a head that the caller made, such as one that scores words. The head gets the adapter's weights where the
    /// adapter has some; one that was frozen in training has none there and keeps its own.
    /// </summary>
    /// <param name="backbone">The encoder.</param>
    /// <param name="tokenizer">The tokenizer that will make its inputs; null: inputs are ids already.</param>
    /// <param name="head">The head; it stays the caller's.</param>
    /// <param name="checks">Which checks may fail; null: none.</param>
    /// <exception cref="AdapterException">It was trained over another encoder, tokenizer or head.</exception>
    public PromptedModel<TEncoder, THead> Under<TEncoder, THead>(
        Backbone<TEncoder> backbone, TextTokenizer? tokenizer, THead head, AdapterChecks? checks = null)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : Head<TEncoder> =>
        With(backbone, tokenizer, checks, head.Form.Task, _ => head, mayBeFrozen: true);

    /// <summary>Puts its prefix over an encoder without its head, if it has one, for hidden states.</summary>
    /// <inheritdoc cref="ClassifySequences"/>
    public PromptedEncoder<TEncoder> Encode<TEncoder>(Backbone<TEncoder> backbone, TextTokenizer? tokenizer, AdapterChecks? checks = null)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        AdapterFit.Check(this, backbone, tokenizer, checks ?? new AdapterChecks());
        try
        {
            var prefix = Card.PrefixLength == 0 ? null : Prefix<TEncoder>.FromFlat(
                backbone,
                new PrefixOptions
                {
                    Length = Card.PrefixLength,
                    Depth = Card.PromptedLayers is { } layers ? PrefixDepth.Layers(layers) : PrefixDepth.All,
                    Padding = Card.Padding,
                },
                Stored(AdapterTensors.Prefix));
            backbone.Encoder.eval();
            return backbone.Prompt(prefix).WithTokenTypes(Card.TokenTypes);
        }
        catch (ArgumentException e)
        {
            throw new AdapterException($"{Folder}: {e.Message}", e);
        }
    }

    /// <summary>Puts it over the encoder that it was trained on, ready to predict: only plain keys and values and the head are copied.</summary>
    /// <param name="backbone">The encoder.</param>
    /// <param name="tokenizer">The tokenizer that will make its inputs.</param>
    /// <param name="checks">Which checks may fail; null: none.</param>
    /// <exception cref="AdapterException">It was trained over another encoder or tokenizer, or its head answers nothing of a single row.</exception>
    public ReadyAdapter<TEncoder> Ready<TEncoder>(Backbone<TEncoder> backbone, TextTokenizer tokenizer, AdapterChecks? checks = null)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        using var scope = NewDisposeScope();
        return Card.Head?.Task switch
        {
            HeadTask.SequenceClassification => ReadyAdapter.Of(ClassifySequences(backbone, tokenizer, checks), Card.Labels, Folder),
            HeadTask.TokenClassification => ReadyAdapter.Of(ClassifyTokens(backbone, tokenizer, checks), Card.Labels, Folder),
            HeadTask.QuestionAnswering => ReadyAdapter.Of(AnswerQuestions(backbone, tokenizer, checks), Card.Labels, Folder),
            var task => throw new AdapterException($"{Folder}: its head is for {task?.ToString() ?? "no task"}; a pool predicts with heads for "
                + $"{HeadTask.SequenceClassification}, {HeadTask.TokenClassification} and {HeadTask.QuestionAnswering}."),
        };
    }

    /// <summary>Closes the file of the tensors. What was made of them stays.</summary>
    public void Dispose() => tensors.Dispose();

    /// <summary>A tensor as it is stored; it stays the adapter's.</summary>
    /// <exception cref="AdapterException">There is no such tensor.</exception>
    internal Tensor Stored(string name) => tensors.Stored(name)
        ?? throw new AdapterException($"{Folder}: has no tensor '{name}'; it holds {WeightsFile.Names(tensors.All)}.");

    private PromptedModel<TEncoder, THead> With<TEncoder, THead>(
        Backbone<TEncoder> backbone, TextTokenizer? tokenizer, AdapterChecks? checks, HeadTask task, Func<HeadForm, THead> newHead, bool mayBeFrozen = false)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        if (Card.Head is not { } form || form.Task != task)
            throw new AdapterException($"{Folder}: was trained with another head: the adapter says {Card.Head?.Task.ToString() ?? "none"}, here it is {task}.");
        var prompted = Encode(backbone, tokenizer, checks);
        try
        {
            var head = newHead(form);
            if (!mayBeFrozen || tensors.Names.Any(name => name.StartsWith(AdapterTensors.HeadRoot, StringComparison.Ordinal)))
                head.LoadFrom(tensors.Stored, tensors.Names, AdapterTensors.HeadRoot);
            var model = new PromptedModel<TEncoder, THead>(prompted, head);
            model.Eval();
            return model;
        }
        catch (ArgumentException e)
        {
            throw new AdapterException($"{Folder}: {e.Message}", e);
        }
    }
}
