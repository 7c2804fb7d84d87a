using PromptGen.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>
/// An encoder whose weights nothing can change: it exposes no parameter, and no optimizer takes it. Only <see cref="Unfreeze"/>
/// leads to a trainable one, and consumes this.
/// </summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public sealed class Frozen<TEncoder> : Backbone<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>
{
    internal Frozen(TEncoder encoder, CheckpointReport? report) : base(encoder, report)
    {
        foreach (var parameter in encoder.parameters()) parameter.requires_grad = false;
        encoder.eval();
    }

    /// <summary>Opens a Hugging Face checkpoint folder; the weights stay in the mapped file until they are read.</summary>
    /// <param name="folder">Holds <c>config.json</c> and <c>model.safetensors</c>.</param>
    /// <exception cref="CheckpointException">The folder does not hold a whole encoder of this kind.</exception>
    public static Frozen<TEncoder> Open(string folder) => CheckpointFolder.Open<TEncoder>(folder);

    /// <summary>
    /// An encoder with random weights, as a new model starts: N(0, 0.02) matrices, zero biases, norms that change nothing.
    /// For tests and for training from nothing.
    /// </summary>
    /// <param name="create">Given by the generated encoder, whose constructor nobody else can call.</param>
    /// <param name="seed">The same seed gives the same weights.</param>
    public static Frozen<TEncoder> Random(Func<ConstructionToken, TEncoder> create, long seed)
    {
        var encoder = create(new ConstructionToken());
        using var generator = new Generator((ulong)seed);
        WeightAssignment.Fill(encoder, (name, shape) => name.EndsWith(".bias", StringComparison.Ordinal)
            ? zeros(shape)
            : shape.Length == 1 ? ones(shape) : empty(shape).normal_(0, 0.02, generator));
        return new Frozen<TEncoder>(encoder, report: null);
    }

    /// <summary>Moves the weights to another device.</summary>
    /// <param name="device">Where to compute from now on.</param>
    public void MoveTo(Device device)
    {
        if (device.type == Device.type && device.index == Device.index) return;
        WeightAssignment.Replace(Encoder, weight => weight.to(device));
    }

    /// <summary>Gives the encoder up for training all its weights. This object cannot be used afterwards.</summary>
    public Unfrozen<TEncoder> Unfreeze()
    {
        var report = Report;
        return new Unfrozen<TEncoder>(Release(), report);
    }
}
