using PromptGen.Checkpoints;
using PromptGen.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Adapters.Peft;

/// <summary>Weights of an encoder by the names that transformers gives them.</summary>
internal static class CheckpointWeights
{
    /// <param name="backbone">The encoder.</param>
    /// <param name="name">The checkpoint's name below the root, such as <c>pooler.dense.weight</c>.</param>
    /// <returns>Null: there is none, or the checkpoint did not bring it.</returns>
    public static Tensor? Find<TEncoder>(Backbone<TEncoder> backbone, string name) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var names = new CheckpointNames(TEncoder.Description.Checkpoint, root: "");
        return backbone.Encoder.named_parameters()
            .Where(parameter => parameter.parameter.device_type != DeviceType.META && names.Of(parameter.name) == name)
            .Select(parameter => parameter.parameter).FirstOrDefault();
    }
}
