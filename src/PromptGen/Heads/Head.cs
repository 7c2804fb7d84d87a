using PromptGen.Encoders;
using PromptGen.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>What turns the hidden states of an encoder into an answer; trained, unless it was frozen.</summary>
/// <typeparam name="TEncoder">The encoder whose hidden states it reads.</typeparam>
public abstract class Head<TEncoder> : ITrainable, IDisposable where TEncoder : Encoder, IDescribed<TEncoder>
{
    private bool frozen;

    /// <summary>The published form it has, which names its tensors in checkpoints and adapters.</summary>
    public abstract HeadForm Form { get; }

    /// <summary>The number of labels, choices or words.</summary>
    public abstract int LabelCount { get; }

    /// <summary>Whether dropout is drawn.</summary>
    public bool Training { get; set; }

    /// <summary>The scores of each label, before softmax.</summary>
    /// <param name="output">[B, T, C] hidden states.</param>
    /// <returns>[B, labels], or [B, T, labels] for a head over tokens.</returns>
    public abstract Tensor Logits(EncoderOutput<TEncoder> output);

    /// <summary>
    /// The loss as sums: over the examples, over the labeled tokens. Divided by <see cref="LossWeights"/> they are means; with sums and weights of several
    /// batches added up before, they are the means over all of them.
    /// </summary>
    /// <param name="logits">From <see cref="Logits"/>.</param>
    /// <param name="labels">[B] or [B, T], int64; what a head expects else, it says.</param>
    /// <param name="mask">[B, T]: 1 at tokens, 0 at padding.</param>
    /// <returns>[parts]: most heads have one part.</returns>
    public abstract Tensor LossSums(Tensor logits, Tensor labels, Tensor mask);

    /// <summary>What each sum is taken over: the number of examples, of labeled tokens.</summary>
    /// <param name="labels">As in <see cref="LossSums"/>.</param>
    /// <param name="mask">[B, T]: 1 at tokens, 0 at padding.</param>
    /// <returns>One for each part; 0 where nothing is labeled.</returns>
    public abstract IReadOnlyList<long> LossWeights(Tensor labels, Tensor mask);

    /// <summary>The mean loss over the examples, or over the labeled tokens; over the parts, where there are several. 0 where nothing is labeled.</summary>
    /// <inheritdoc cref="LossSums" path="/param"/>
    /// <returns>One number.</returns>
    public Tensor Loss(Tensor logits, Tensor labels, Tensor mask) => Mean(LossSums(logits, labels, mask), LossWeights(labels, mask));

    /// <summary>The mean loss, or one batch's share of it.</summary>
    /// <param name="sums">From <see cref="LossSums"/>.</param>
    /// <param name="weights">Those of this batch, or of all the batches whose shares are to add up to their mean loss.</param>
    /// <returns>One number.</returns>
    internal static Tensor Mean(Tensor sums, IReadOnlyList<long> weights)
    {
        var shares = tensor(weights.Select(weight => 1.0 / (Math.Max(1, weight) * weights.Count)).ToArray()).to(sums.dtype).to(sums.device);
        return (sums * shares).sum();
    }

    /// <summary>All its weights, trained or not, under the names of its <see cref="Form"/>.</summary>
    public abstract IEnumerable<(string Name, Parameter Parameter)> Weights();

    /// <inheritdoc/>
    /// <remarks>None, where it is frozen.</remarks>
    public IEnumerable<(string Name, Parameter Parameter)> Parameters() => frozen ? [] : Weights();

    /// <summary>Keeps its weights as they are: a pretrained head under prompts.</summary>
    public void Freeze()
    {
        frozen = true;
        foreach (var (_, weight) in Weights()) weight.requires_grad = false;
    }

    /// <summary>Takes weights from a checkpoint or an adapter.</summary>
    /// <param name="stored">A tensor for each of <see cref="Weights"/>. Copied.</param>
    /// <param name="root">What stands before each name there.</param>
    /// <exception cref="ArgumentException">One is absent, or has another shape.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> stored, string root = "") => LoadFrom(stored.GetValueOrDefault, stored.Keys, root);

    /// <param name="stored">Finds a tensor, of whatever floating type.</param>
    /// <param name="names">The names of all that there are, for errors.</param>
    /// <param name="root">What stands before each name there.</param>
    internal void LoadFrom(Func<string, Tensor?> stored, IEnumerable<string> names, string root)
    {
        using var noGrad = no_grad();
        foreach (var (name, weight) in Weights())
        {
            var tensor = stored(root + name)
                ?? throw new ArgumentException($"There is no tensor '{root}{name}' for the head; there are {string.Join(", ", names)}.", nameof(stored));
            if (!tensor.shape.SequenceEqual(weight.shape))
                throw new ArgumentException($"The tensor '{root}{name}' is [{string.Join(", ", tensor.shape)}]; this head takes [{string.Join(", ", weight.shape)}].", nameof(stored));
            weight.copy_(tensor);
        }
    }

    /// <summary>One vector for every row, before the output layer; null where the head has none.</summary>
    internal virtual Tensor? Pooled(EncoderOutput<TEncoder> output) => null;

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        foreach (var (_, parameter) in Weights()) parameter.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static HeadForm FormFor(Backbone<TEncoder> backbone, HeadForm? form, HeadTask task)
    {
        var chosen = form ?? backbone.UsualForm(task);
        return chosen.Task == task ? chosen : throw new ArgumentException($"The form is for {chosen.Task}, not for {task}.", nameof(form));
    }
}
