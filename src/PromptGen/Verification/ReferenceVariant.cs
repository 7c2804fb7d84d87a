using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using static TorchSharp.torch;

namespace PromptGen.Verification;

/// <summary>One way in which a reference case was run: without a prefix, with one, with one made by an MLP.</summary>
/// <param name="reference">Its case.</param>
/// <param name="name">What it is called there; nothing follows from it.</param>
/// <param name="meta">Its description.</param>
/// <param name="tensors">The names of its tensors, without its own.</param>
internal sealed class ReferenceVariant(ReferenceCase reference, string name, DescribedValue meta, IReadOnlyList<string> tensors)
{
    private const string PrefixEncoder = "prefix_encoder.", Embedding = PrefixEncoder + "embedding.weight", InnerWeight = PrefixEncoder + "trans.0.weight";

    private readonly HashSet<string> names = new(tensors, StringComparer.Ordinal);

    public ReferenceCase Case => reference;

    public string Name => name;

    /// <summary>The names of what was trained.</summary>
    public IReadOnlySet<string> Trainable => field ??= meta.Find("trainable")?.Items.Select(item => item.Text).ToHashSet(StringComparer.Ordinal) ?? [];

    /// <summary>The recorded tensors that a run must give again.</summary>
    public IEnumerable<string> Quantities => tensors.Where(quantity => !quantity.StartsWith(PrefixEncoder, StringComparison.Ordinal));

    /// <summary>The numbers that a run must give again and that stand in the description: <c>loss</c>, <c>trajectory_hf_adamw.loss_before</c>.</summary>
    public IReadOnlyDictionary<string, double[]> Described => field ??= meta.Members.Where(member => member.Name == DescriptionMembers.Loss)
        .Concat(
            from run in meta.Members
            where RecordedRun.All.Any(known => known.Description == run.Name)
            from result in run.Value.Members
            where DescriptionMembers.OfRun.Contains(result.Name)
            select (Name: $"{run.Name}.{result.Name}", result.Value))
        .ToDictionary(quantity => quantity.Name, quantity => quantity.Value.Numbers.ToArray(), StringComparer.Ordinal);

    /// <summary>Members of the description that mean nothing; with the first variant those of the case too.</summary>
    public IEnumerable<string> UnknownMembers =>
    [
        .. reference.Variants[0] == this ? reference.UnknownMembers : [],
        .. meta.Members.SelectMany(member => RecordedRun.All.Any(run => run.Description == member.Name)
            ? member.Value.Members.Where(result => !DescriptionMembers.OfRun.Contains(result.Name)).Select(result => $"{name}.{member.Name}.{result.Name}")
            : DescriptionMembers.OfVariant.Contains(member.Name) ? [] : [$"{name}.{member.Name}"]),
    ];

    /// <summary>
    /// Whether the recorded output of the last layer is that after the final norm, as Hugging Face records pre-norm models: where both were
    /// recorded, the two are one.
    /// </summary>
    /// <param name="hidden">Its name.</param>
    public bool IsAfterFinalNorm(string hidden)
    {
        if (!Has(hidden) || !Has("last_hidden")) return true;
        using var scope = NewDisposeScope();
        var (one, other) = (Read(hidden), Read("last_hidden"));
        return one.shape.SequenceEqual(other.shape)
            && (one.to(ScalarType.Float64) - other.to(ScalarType.Float64)).abs().max().item<double>() <= Tolerances.Values;
    }

    public bool Has(string quantity) => names.Contains(quantity);

    public Tensor Read(string quantity) => reference.Read($"{name}.{quantity}");

    /// <summary>The prefix that its tensors hold, or null. Only key/value prefixes are P-Tuning v2.</summary>
    /// <exception cref="NotSupportedException">Its prefix is another method's.</exception>
    public Prefix<TEncoder>? Prefix<TEncoder>(Backbone<TEncoder> backbone) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var recorded = tensors.Where(tensor => tensor.StartsWith(PrefixEncoder, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        if (recorded.Count == 0) return null;
        var mlp = recorded.Contains(InnerWeight);
        if (!recorded.Contains(Embedding) || Shape(Embedding).Length != 2 || mlp && Shape(InnerWeight).Length != 2) throw Foreign(recorded);

        var prefix = new Prefix<TEncoder>(backbone, new PrefixOptions
        {
            Length = (int)Shape(Embedding)[0],
            Depth = reference.PrefixLayers is { } layers ? PrefixDepth.Layers(layers) : PrefixDepth.All,
            Reparameterization = mlp ? Reparameterization.Mlp : Reparameterization.None,
            ReparameterizationSize = mlp ? (int)Shape(InnerWeight)[0] : 0,
            Padding = KeepsPadding ? PaddingEmbeddings.Kept : PaddingEmbeddings.Zeroed,
        });
        if (!recorded.SetEquals(prefix.Parameters().Select(parameter => parameter.Name))) throw Foreign(recorded);
        using var noGrad = no_grad();
        foreach (var (parameterName, parameter) in prefix.Parameters())
        {
            if (!Shape(parameterName).SequenceEqual(parameter.shape))
                throw new NotSupportedException($"its {parameterName} is [{string.Join(", ", Shape(parameterName))}], and here it would be [{string.Join(", ", parameter.shape)}]");
            parameter.copy_(Read(parameterName));
        }
        return prefix;
    }

    /// <summary>The authors' prefix over DeBERTa v2 does not zero the embeddings of padding; every other class does what the encoder does.</summary>
    private bool KeepsPadding => meta.Find("class")?.Text.Contains("DebertaV2Prefix", StringComparison.Ordinal) ?? false;

    /// <summary>
    /// The form of its head: the published one all of whose tensors it trained; where it trained none of any, the one that the checkpoint
    /// holds. Of several it is the one with most tensors, and of those the first.
    /// </summary>
    /// <param name="forms">The encoder's.</param>
    /// <param name="stored">The tensors of the checkpoint that are no weights of the encoder.</param>
    /// <exception cref="NoHeadException">There is none.</exception>
    public HeadForm HeadForm(IEnumerable<HeadForm> forms, IReadOnlyList<StoredTensor> stored)
    {
        var candidates = forms.Where(form => form.Task == reference.Task!.Value.Head()).ToList();
        var trainedOne = candidates.Any(form => form.TensorNames().Any(Trainable.Contains));
        var there = trainedOne ? Trainable : stored.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        if (candidates.Where(form => form.TensorNames().All(there.Contains)).MaxBy(form => form.TensorNames().Count()) is { } form) return form;

        if (candidates.Count == 0) throw new NoHeadException($"the schema has no head for {reference.TaskName}");
        var wanted = string.Join(" or ", candidates.Select(candidate => Names(candidate.TensorNames())).Distinct());
        throw new NoHeadException($"the schema has no head for {reference.TaskName} whose tensors {(trainedOne ? "it trained" : "model.safetensors holds")}: "
            + $"wanted {wanted}; {(trainedOne ? $"trained {Names(Trainable.Order(StringComparer.Ordinal))}" : $"beside the encoder there {Found(stored)}")}");
    }

    private static string Found(IReadOnlyList<StoredTensor> stored) => stored.Count == 0 ? "is nothing"
        : $"{(stored.Count == 1 ? "is" : "are")} {Listed(stored.Select(tensor => $"'{tensor.Name}' [{string.Join(", ", tensor.Shape)}]"))}";

    private static string Names(IEnumerable<string> names) => Listed(names.Select(name => $"'{name}'"));

    private static string Listed(IEnumerable<string> names)
    {
        const int shown = 8;
        var all = names.ToList();
        return string.Join(", ", all.Take(shown)) + (all.Count > shown ? $" and {all.Count - shown} more" : "");
    }

    private long[] Shape(string tensor) => Read(tensor).shape;

    private static NotSupportedException Foreign(IEnumerable<string> recorded) => new(
        $"its prefix ({string.Join(", ", recorded.Order(StringComparer.Ordinal))}) is not one of keys and values, from an embedding or from an MLP of two layers");
}
