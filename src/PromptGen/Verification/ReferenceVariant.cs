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

    /// <summary>Members of a description that say what was run, or how exact it was, and are no result of it.</summary>
    private static readonly string[] Words = ["class", "trainable", "fp32_vs_fp64_maxabs"];

    private readonly HashSet<string> names = new(tensors, StringComparer.Ordinal);

    public ReferenceCase Case => reference;

    public string Name => name;

    /// <summary>The names of what was trained.</summary>
    public IReadOnlySet<string> Trainable => field ??= meta.Find("trainable")?.Items.Select(item => item.Text).ToHashSet(StringComparer.Ordinal) ?? [];

    /// <summary>The recorded tensors that a run must give again.</summary>
    public IEnumerable<string> Quantities => tensors.Where(quantity => !quantity.StartsWith(PrefixEncoder, StringComparison.Ordinal));

    /// <summary>The numbers that a run must give again and that stand in the description: <c>loss</c>, <c>trajectory_hf_adamw.loss_before</c>.</summary>
    public IReadOnlyDictionary<string, double[]> Described => field ??= (
        from member in meta.Members
        where !Words.Contains(member.Name) && !member.Value.IsText
        from quantity in member.Value.IsObject
            ? member.Value.Members.Select(inner => (Name: $"{member.Name}.{inner.Name}", inner.Value))
            : [(member.Name, member.Value)]
        where !quantity.Value.IsText
        select quantity).ToDictionary(quantity => quantity.Name, quantity => quantity.Value.Numbers.ToArray(), StringComparer.Ordinal);

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

    /// <summary>The form of its head: the published one all of whose tensors it trained; where it trained none of any, the first that the checkpoint holds.</summary>
    /// <param name="forms">The encoder's.</param>
    /// <param name="stored">Whether the checkpoint has a tensor.</param>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public HeadForm HeadForm(IEnumerable<HeadForm> forms, Func<string, bool> stored)
    {
        var candidates = forms.Where(form => form.Task == reference.Task!.Value.Head()).ToList();
        var trainedOne = candidates.Any(form => form.TensorNames().Any(Trainable.Contains));
        return candidates.FirstOrDefault(form => form.TensorNames().All(trainedOne ? Trainable.Contains : stored))
            ?? throw new NotSupportedException($"the schema has no head for {reference.TaskName} whose tensors {(trainedOne ? "it trained" : "model.safetensors holds")}");
    }

    private long[] Shape(string tensor) => Read(tensor).shape;

    private static NotSupportedException Foreign(IEnumerable<string> recorded) => new(
        $"its prefix ({string.Join(", ", recorded.Order(StringComparer.Ordinal))}) is not one of keys and values, from an embedding or from an MLP of two layers");
}
