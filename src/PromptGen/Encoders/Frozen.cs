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
    /// <param name="folder">Holds <c>config.json</c> and weights: <c>model.safetensors</c>, <c>pytorch_model.bin</c>, or several files and their index.</param>
    /// <param name="precision">In which type the weights are kept.</param>
    /// <exception cref="CheckpointException">The folder does not hold a whole encoder of this kind.</exception>
    public static Frozen<TEncoder> Open(string folder, WeightPrecision precision = WeightPrecision.Float32) =>
        CheckpointFolder.Open<TEncoder>(folder, precision);

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

    /// <summary>Gives the encoder up for training all its weights, which become float32. This object cannot be used afterwards.</summary>
    public Unfrozen<TEncoder> Unfreeze()
    {
        // The steps of an optimizer are lost in the rounding of half precision.
        if (Type != ScalarType.Float32) WeightAssignment.Replace(Encoder, weight => weight.to(ScalarType.Float32));
        var report = Report;
        return new Unfrozen<TEncoder>(Release(), report);
    }
}
