using PromptGen.Checkpoints;
using PromptGen.Training;
using TorchSharp;
using TorchSharp.Modules;

namespace PromptGen.Encoders;

/// <summary>An encoder all of whose weights are trained: full fine-tuning, the yardstick of prompt tuning.</summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public sealed class Unfrozen<TEncoder> : Backbone<TEncoder>, ITrainable where TEncoder : Encoder, IDescribed<TEncoder>
{
    internal Unfrozen(TEncoder encoder, CheckpointReport? report) : base(encoder, report)
    {
        foreach (var (_, parameter) in Parameters()) parameter.requires_grad = true;
    }

    /// <inheritdoc/>
    /// <remarks>Module paths as in the generated encoder; a pooler that the checkpoint lacked is left out.</remarks>
    public IEnumerable<(string Name, Parameter Parameter)> Parameters() =>
        Encoder.named_parameters().Where(p => p.parameter.device_type != DeviceType.META);
}
