using System.Text.Json;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using static TorchSharp.torch;

namespace PromptGen.Verification;

/// <summary>One way in which a reference case was run: without a prefix, with one, with one made by an MLP.</summary>
internal sealed class ReferenceVariant(ReferenceCase reference, string name, JsonElement meta)
{
    private const string Embedding = "prefix_encoder.embedding.weight", InnerWeight = "prefix_encoder.trans.0.weight";

    private readonly string start = name + ".";

    public ReferenceCase Case => reference;

    public string Name => name;

    public string Class => meta.GetProperty("class").GetString() ?? "";

    /// <summary>The names of what was trained.</summary>
    public IReadOnlySet<string> Trainable { get; } = meta.TryGetProperty("trainable", out var names)
        ? names.EnumerateArray().Select(n => n.GetString()!).ToHashSet(StringComparer.Ordinal)
        : new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The recorded quantities, without the variant's name, sorted.</summary>
    public IEnumerable<string> Quantities =>
        reference.Names.Where(n => n.StartsWith(start, StringComparison.Ordinal)).Select(n => n[start.Length..]).Order(StringComparer.Ordinal);

    public bool Has(string quantity) => reference.Has(start + quantity);

    public Tensor Read(string quantity) => reference.Read(start + quantity);

    /// <summary>Losses of a recorded training run, from the description.</summary>
    /// <param name="run">Such as <c>trajectory_hf_adamw</c>.</param>
    /// <param name="quantity"><c>loss_before</c> or <c>loss_after_on_batch0</c>.</param>
    public double[]? Trajectory(string run, string quantity) =>
        meta.TryGetProperty(run, out var trajectory) && trajectory.TryGetProperty(quantity, out var losses)
            ? [.. losses.EnumerateArray().Select(l => l.GetDouble())]
            : null;

    /// <summary>The prefix that its tensors hold, or null. Only key/value prefixes are P-Tuning v2.</summary>
    /// <exception cref="NotSupportedException">Its prefix is another method's.</exception>
    public Prefix<TEncoder>? Prefix<TEncoder>(Backbone<TEncoder> backbone) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var tensors = Quantities.Where(q => q.StartsWith("prefix_encoder.", StringComparison.Ordinal)).ToList();
        if (tensors.Count == 0) return null;
        if (!Has(Embedding)) throw new NotSupportedException($"its prefix ({string.Join(", ", tensors)}) is not one of keys and values");

        var options = new PrefixOptions
        {
            Length = (int)Read(Embedding).shape[0],
            Depth = reference.PrefixLayers is { } layers ? PrefixDepth.Layers(layers) : PrefixDepth.All,
            Reparameterization = Has(InnerWeight) ? Reparameterization.Mlp : Reparameterization.None,
            ReparameterizationSize = Has(InnerWeight) ? (int)Read(InnerWeight).shape[0] : 0,
        };
        var prefix = new Prefix<TEncoder>(backbone, options);
        using var noGrad = no_grad();
        foreach (var (parameterName, parameter) in prefix.Parameters())
        {
            var recorded = Read(parameterName);
            if (!recorded.shape.SequenceEqual(parameter.shape))
                throw new NotSupportedException($"its {parameterName} is [{string.Join(", ", recorded.shape)}], and here it would be [{string.Join(", ", parameter.shape)}]");
            parameter.copy_(recorded);
        }
        return prefix;
    }

    /// <summary>The form of its head: the published one all of whose tensors it trained.</summary>
    /// <param name="forms">The encoder's.</param>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public HeadForm HeadForm(IEnumerable<HeadForm> forms) =>
        forms.FirstOrDefault(form => form.Task == reference.Task
            && Trainable.Contains($"{form.Output}.weight")
            && (form.Dense is null || Trainable.Contains($"{form.Dense}.weight")))
        ?? throw new NotSupportedException($"the schema has no head for {reference.TaskName} whose tensors it trained");
}
