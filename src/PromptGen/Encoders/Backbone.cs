using System.Security.Cryptography;
using PromptGen.Checkpoints;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>An encoder in use, frozen or not: what prefixes and heads may know of it. The encoder itself stays inside.</summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public abstract class Backbone<TEncoder> : IDisposable where TEncoder : Encoder, IDescribed<TEncoder>
{
    private TEncoder? encoder;

    private protected Backbone(TEncoder encoder, CheckpointReport? report)
    {
        this.encoder = encoder;
        Report = report;
    }

    /// <summary>What the checkpoint held, if the backbone came from one.</summary>
    public CheckpointReport? Report { get; }

    /// <summary>C, the width of the residual stream.</summary>
    public int HiddenSize => Encoder.HiddenSize;

    /// <summary>The number of layers.</summary>
    public int LayerCount => Encoder.LayerCount;

    /// <summary>V, the rows of the table of words.</summary>
    public int WordCount => Encoder.WordCount;

    /// <inheritdoc cref="Encoder.WordWidth"/>
    public int WordWidth => Encoder.WordWidth;

    /// <summary>The dropout rate of hidden states.</summary>
    public double HiddenDropout => Encoder.HiddenDropout;

    /// <summary>Whether the encoder has a pooler and the checkpoint brought its weights.</summary>
    public bool HasPooler => Encoder is IPooled && !Encoder.parameters().Any(parameter => parameter.device_type == DeviceType.META);

    /// <summary>Numbers in the backbone.</summary>
    public long ParameterCount => Encoder.parameters().Where(p => p.device_type != DeviceType.META).Sum(p => p.numel());

    /// <summary>Where it computes.</summary>
    public Device Device => AnyWeight.device;

    /// <summary>The element type of its weights, in which it computes.</summary>
    public ScalarType Type => AnyWeight.dtype;

    private Tensor AnyWeight => Encoder.parameters().First(p => p.device_type != DeviceType.META);

    internal TEncoder Encoder => encoder ?? throw new ObjectDisposedException(
        GetType().Name, "This backbone was disposed, or unfrozen into another one that must be used from then on.");

    /// <inheritdoc cref="Encoder.KeyValues"/>
    public KeyValueShape KeyValues(int layer) => Encoder.KeyValues(layer);

    /// <inheritdoc cref="Encoder.LongestInput"/>
    public int? LongestInput(int offset) => Encoder.LongestInput(offset);

    /// <inheritdoc cref="Encoder.Heads"/>
    public IReadOnlyList<HeadForm> Heads => Encoder.Heads;

    /// <inheritdoc cref="Encoder.PositionShift"/>
    public int PositionShift(int prefixLength) => Encoder.PositionShift(prefixLength);

    /// <summary>The first published form of a head for a task whose needs this checkpoint meets.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public HeadForm UsualForm(HeadTask task) =>
        Encoder.Heads.FirstOrDefault(form => form.Task == task && (form.Input != HeadInput.Pooled || HasPooler))
        ?? throw new ArgumentException($"The schema of {TEncoder.Description.Architecture} has no head for {task} that this checkpoint can use.", nameof(task));

    /// <summary>The SHA-256 of all weights, with their names and shapes: equal before and after training a frozen backbone.</summary>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, parameter) in Encoder.named_parameters().OrderBy(p => p.name, StringComparer.Ordinal))
            if (parameter.device_type != DeviceType.META) hash.Append(name, parameter);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The first weight that is not finite, by its name in the checkpoint.</summary>
    /// <returns>A sentence's beginning that names the file, the tensor and what it holds; null: all weights are finite.</returns>
    internal string? NonFiniteWeight() => FiniteCheck.First(Encoder.named_parameters().Select(p => (p.name, (Tensor)p.parameter))) is not { } found ? null
        : $"{Place}: the weight '{Report?.TensorNames.GetValueOrDefault(found.Name) ?? found.Name}' holds {found.Holds}";

    /// <summary>What errors call it: the file of its weights, or its kind.</summary>
    internal string Place => Report?.File ?? TEncoder.Description.Architecture;

    /// <summary>The encoder with a prefix and a head: what is trained, evaluated and saved.</summary>
    /// <param name="prefix">Null: the head alone is trained (and the backbone, where it is unfrozen).</param>
    /// <param name="head">What turns hidden states into an answer.</param>
    public PromptedModel<TEncoder, THead> Prompt<THead>(Prefix<TEncoder>? prefix, THead head) where THead : Head<TEncoder> =>
        new(Prompt(prefix), head);

    /// <summary>The encoder with a prefix and no head: it gives hidden states and cannot be trained.</summary>
    /// <param name="prefix">Null: the plain encoder.</param>
    public PromptedEncoder<TEncoder> Prompt(Prefix<TEncoder>? prefix) => new(this, prefix);

    /// <exception cref="ArgumentException">A row of that many tokens does not fit behind a prefix of that length.</exception>
    internal void CheckLength(int prefixLength, long tokens)
    {
        if (LongestInput(prefixLength) is { } longest && tokens > longest)
            throw new ArgumentException($"A row has {tokens} tokens, and behind a prefix of {prefixLength} the positions of this "
                + $"{TEncoder.Description.Architecture} end at {longest} tokens; shorten the prefix or the texts.");
    }

    private protected TEncoder Release()
    {
        var released = Encoder;
        encoder = null;
        return released;
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        encoder?.Dispose();
        encoder = null;
        GC.SuppressFinalize(this);
    }
}
