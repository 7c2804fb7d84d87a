using PromptGen.Adapters;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tasks;
using PromptGen.Tensors;
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
    private readonly AnsweringHead<TEncoder> head;
    private readonly Lock gate = new();
    private int predictions;
    private bool disposed, owned;

    private readonly TokenTypeUse tokenTypes;

    internal ReadyAdapter(Backbone<TEncoder> backbone, CollapsedPrefix? prefix, TokenTypeUse tokenTypes, AnsweringHead<TEncoder> head, IReadOnlyList<string> labels) =>
        (Backbone, Prefix, this.tokenTypes, this.head, Labels) = (backbone, prefix, tokenTypes, head, labels);

    /// <summary>The names of the head's outputs, in their order; empty for question answering.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>P; 0: it has no prefix.</summary>
    public int PrefixLength => Prefix?.Length ?? 0;

    /// <summary>What errors call it: the folder that it was read from.</summary>
    internal string Origin { get; init; } = "The model";

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

    /// <summary>The outputs of some rows, one after the other.</summary>
    /// <param name="output">[B, T, C]</param>
    /// <returns>[B · outputs], float64; a row has as many as <see cref="OutputCount"/> says.</returns>
    internal Tensor Outputs(EncoderOutput<TEncoder> output)
    {
        var logits = head.Logits(output).to(ScalarType.Float64);
        // Adds 0, and NaN where a logit is not finite: a sigmoid makes a number of infinity too.
        return head.Outputs(logits).Plus(logits - logits).flatten();
    }

    /// <summary>Says why outputs are not finite, as far as the weights show it.</summary>
    internal Exception NotFinite()
    {
        if (FiniteCheck.First([.. Prefix?.Tensors() ?? [], .. head.Weights().Select(weight => (weight.Name, (Tensor)weight.Parameter))]) is { } own)
            return new AdapterException($"{Origin}: the outputs are not finite numbers, because the adapter's '{own.Name}' holds {own.Holds}. Train it again, with a lower learning rate if that diverged.");
        if (Backbone.NonFiniteWeight() is { } weight)
            return new CheckpointException($"{weight}, so the outputs are not finite numbers. The checkpoint is damaged; convert or download it again.");
        return new AdapterException($"{Origin}: the outputs are not finite numbers over {Backbone.Place}, though all weights are: numbers overflow in {Backbone.Type}. "
            + "The adapter was trained over other weights, or the checkpoint is damaged.");
    }

    /// <inheritdoc cref="AnsweringHead{TEncoder}.OutputCount"/>
    internal int OutputCount(int tokens) => head.OutputCount(tokens);

    /// <summary>The answer in the outputs of one row.</summary>
    internal Answer Answer(double[] outputs) => head.Answer(outputs, Labels);

    private void Free()
    {
        Prefix?.Dispose();
        head.Dispose();
    }
}

/// <summary>Makes adapters ready to predict.</summary>
public static class ReadyAdapter
{
    /// <summary>An adapter that says of a row what its head can answer.</summary>
    /// <param name="model">Prefix and head; copied.</param>
    /// <param name="labels">The names of the head's outputs, in their order: labels, numbers; start and end for question answering need none.</param>
    /// <exception cref="ArgumentException">There are more or fewer names than outputs, or a name is empty or there twice.</exception>
    public static ReadyAdapter<TEncoder> Of<TEncoder, THead>(PromptedModel<TEncoder, THead> model, IReadOnlyList<string> labels)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : AnsweringHead<TEncoder> => Of(model, labels, "The model");

    /// <param name="model">Prefix and head; copied.</param>
    /// <param name="labels">The names of the head's outputs.</param>
    /// <param name="origin">What errors call it.</param>
    internal static ReadyAdapter<TEncoder> Of<TEncoder, THead>(PromptedModel<TEncoder, THead> model, IReadOnlyList<string> labels, string origin)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : AnsweringHead<TEncoder>
    {
        var names = model.Head.Form.Task == HeadTask.QuestionAnswering ? [] : Names(labels, model.Head.LabelCount);

        using var scope = NewDisposeScope();
        // Weights that are overwritten at once must not be drawn from the generator that training draws from.
        using var drawn = new Generator(0);
        var head = model.Head.Another(model.Backbone, drawn);
        head.Load(model.Head.Weights().ToDictionary(weight => weight.Name, Tensor (weight) => weight.Parameter));
        foreach (var (_, weight) in head.Weights()) weight.DetachFromDisposeScope();
        return new ReadyAdapter<TEncoder>(model.Backbone, model.Prefix?.ForPredicting(), model.TokenTypes, head, names) { Origin = origin };
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<string> labels, int outputs)
    {
        var names = new LabelSet(labels).Names;
        return names.Count == outputs ? names : throw new ArgumentException($"There are {names.Count} labels, and the head has {outputs} outputs.", nameof(labels));
    }
}
