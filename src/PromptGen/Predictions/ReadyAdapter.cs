using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tasks;
using PromptGen.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Predictions;

/// <summary>
/// An adapter that is ready to predict: the plain keys and values of its prefix, its head and its labels, all copied. Nothing of an MLP that made the
/// prefix and nothing of an optimizer is in it, and what becomes of the model it was made from has no influence on it.
/// </summary>
/// <typeparam name="TEncoder">The encoder that it was trained over.</typeparam>
public sealed class ReadyAdapter<TEncoder> : IDisposable where TEncoder : Encoder, IDescribed<TEncoder>
{
    private readonly Head<TEncoder> head;
    private readonly Lock gate = new();
    private int predictions;
    private bool disposed, owned;

    private readonly TokenTypeUse tokenTypes;

    internal ReadyAdapter(Backbone<TEncoder> backbone, CollapsedPrefix? prefix, TokenTypeUse tokenTypes, Head<TEncoder> head, IReadOnlyList<string> labels) =>
        (Backbone, Prefix, this.tokenTypes, this.head, Labels) = (backbone, prefix, tokenTypes, head, labels);

    /// <summary>The label names, in the order of the head's outputs.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>P; 0: it has no prefix.</summary>
    public int PrefixLength => Prefix?.Length ?? 0;

    /// <summary>What its head solves.</summary>
    public HeadTask Task => head.Form.Task;

    internal Backbone<TEncoder> Backbone { get; }

    internal CollapsedPrefix? Prefix { get; }

    /// <summary>Frees its tensors; where a prediction uses them, when that ends. A pool does this with the adapters it is given.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (disposed) return;
            disposed = true;
            if (predictions == 0) Free();
        }
    }

    /// <summary>Keeps the tensors until <see cref="Leave"/>.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    internal void Enter()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            predictions++;
        }
    }

    internal void Leave()
    {
        lock (gate)
            if (--predictions == 0 && disposed) Free();
    }

    /// <summary>A pool takes it.</summary>
    /// <exception cref="InvalidOperationException">A pool has it already.</exception>
    internal void Own()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (owned) throw new InvalidOperationException("The adapter is in a pool already, which disposes of it; make another one from its model.");
            owned = true;
        }
    }

    /// <summary>A text as this adapter's rows read it.</summary>
    internal TokenizedText Reads(TokenizedText text) =>
        tokenTypes == TokenTypeUse.Zero ? text with { TokenTypes = new int[text.Length] } : text;

    /// <summary>The probabilities of some rows, one after the other.</summary>
    /// <param name="output">[B, T, C]</param>
    /// <returns>[B · labels], or [B · T · labels] where it labels tokens; float64.</returns>
    internal Tensor Probabilities(EncoderOutput<TEncoder> output) =>
        nn.functional.softmax(head.Logits(output).to(ScalarType.Float64), -1).flatten();

    /// <summary>How many of these a row has.</summary>
    /// <param name="tokens">T</param>
    internal int Width(int tokens) => Labels.Count * (LabelsTokens ? tokens : 1);

    /// <summary>The answer in the probabilities of one row.</summary>
    /// <param name="probabilities">[labels], or [T · labels] where it labels tokens.</param>
    internal Answer Answer(double[] probabilities) => LabelsTokens
        ? new TokenPredictions([.. probabilities.Chunk(Labels.Count).Select(token => Prediction.Of(token, Labels))])
        : Prediction.Of(probabilities, Labels);

    private bool LabelsTokens => Task == HeadTask.TokenClassification;

    private void Free()
    {
        Prefix?.Dispose();
        head.Dispose();
    }
}

/// <summary>Makes adapters ready to predict.</summary>
public static class ReadyAdapter
{
    /// <summary>An adapter that gives a text one label.</summary>
    /// <param name="model">Prefix and head; copied.</param>
    /// <param name="labels">The label names, in the order of the head's outputs.</param>
    /// <exception cref="ArgumentException">
    /// There are more or fewer labels than outputs, or a name is empty or there twice; or the outputs are numbers, or labels of which a text may have several.
    /// </exception>
    public static ReadyAdapter<TEncoder> Of<TEncoder>(
        PromptedModel<TEncoder, SequenceClassificationHead<TEncoder>> model, IReadOnlyList<string> labels) where TEncoder : Encoder, IDescribed<TEncoder> =>
        model.Head.Labels == LabelKind.One
            ? Of(model, labels, (head, weights) => new SequenceClassificationHead<TEncoder>(model.Backbone, head.LabelCount, head.Form, generator: weights, labels: head.Labels))
            : throw new ArgumentException($"The outputs of this head mean {model.Head.Labels}; expected {LabelKind.One}: the probabilities of labels of which a text has one.", nameof(model));

    /// <summary>An adapter that gives each token of a text a label.</summary>
    /// <param name="model">Prefix and head; copied.</param>
    /// <param name="labels">The label names, in the order of the head's outputs.</param>
    /// <exception cref="ArgumentException">There are more or fewer labels than outputs, or a name is empty or there twice.</exception>
    public static ReadyAdapter<TEncoder> Of<TEncoder>(
        PromptedModel<TEncoder, TokenClassificationHead<TEncoder>> model, IReadOnlyList<string> labels) where TEncoder : Encoder, IDescribed<TEncoder> =>
        Of(model, labels, (head, weights) => new TokenClassificationHead<TEncoder>(model.Backbone, head.LabelCount, head.Form, generator: weights));

    private static ReadyAdapter<TEncoder> Of<TEncoder, THead>(
        PromptedModel<TEncoder, THead> model, IReadOnlyList<string> labels, Func<THead, Generator, THead> another)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        var names = new LabelSet(labels).Names;
        if (names.Count != model.Head.LabelCount)
            throw new ArgumentException($"There are {names.Count} labels, and the head has {model.Head.LabelCount} outputs.", nameof(labels));

        using var scope = NewDisposeScope();
        // Weights that are overwritten at once must not be drawn from the generator that training draws from.
        using var drawn = new Generator(0);
        var head = another(model.Head, drawn);
        head.Load(model.Head.Weights().ToDictionary(weight => weight.Name, Tensor (weight) => weight.Parameter));
        foreach (var (_, weight) in head.Weights()) weight.DetachFromDisposeScope();
        return new ReadyAdapter<TEncoder>(model.Backbone, model.Prefix?.ForPredicting(), model.TokenTypes, head, names);
    }
}
