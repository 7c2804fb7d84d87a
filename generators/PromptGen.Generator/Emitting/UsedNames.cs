using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Emitting;

/// <summary>The names that generated code takes from elsewhere, and where each is declared; tests compare them with that code.</summary>
internal static class UsedNames
{
    /// <summary>Types by their simple name, each with what contains it, as <c>using</c> names it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Types = Declared(
        ("System", ["Func", "Math"]),
        ("System.Collections.Generic", ["IReadOnlyList"]),
        ("PromptGen.Attention",
        [
            "AttentionMask", "DisentangledAttention", "DistanceBias", "DotProductAttention", "HeadAxis", "LinearBias", "RelativeKeys", "RelativePositions",
            "RelativeScores", "RotaryPositions",
        ]),
        ("PromptGen.Checkpoints", ["CheckpointException", "CheckpointMap", "ConfigJson", "WeightPrecision"]),
        ("PromptGen.Encoders",
        [
            "Activation", "Candidates", "ConstructionToken", "Encoder", "EncoderDescription", "EncoderPreset", "Frozen", "HeadBias", "IDescribed", "IEncoderInput",
            "IPartedInput", "IPooled", "ITiedWords", "KeyValueShape", "PresetSizes", "ProvidesEncoder", "RmsNorm", "TokenConvolution", "TokenInput",
            "TokenPositions", "TokenizerKind", "Weights",
        ]),
        ("PromptGen.Heads", ["HeadForm", "HeadInput", "HeadNorm", "HeadTask", "Pooling", "TiedWords"]),
        ("PromptGen.Prefixes", ["LayerPrefix"]),
        ("PromptGen.Tasks", ["Padding"]),
        ("PromptGen.Tokenization", ["TokenizedText"]),
        ("TorchSharp.Modules", ["Dropout", "Embedding", "LayerNorm", "Linear", "ModuleList"]),
        ("TorchSharp.torch", ["Device", "Tensor"]),
        ("TorchSharp.torch.nn", ["Module", "functional"]));

    /// <summary>Functions that are called by their simple name.</summary>
    public static readonly IReadOnlyDictionary<string, string> Functions = Declared(
        ("TorchSharp.torch", ["ones_like", "zeros_like"]),
        ("TorchSharp.torch.nn", ["Dropout"]));

    /// <summary>Extension methods, by the type that declares them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Extensions = Declared(
        ("PromptGen.Tensors.TensorArithmetic", ["Plus"]),
        ("PromptGen.Encoders.OptionalModule", ["IfAny"]));

    /// <summary>What may stand in a type's place where it marks something.</summary>
    public const string AttributeSuffix = "Attribute";

    private static IReadOnlyDictionary<string, string> Declared(params (string Container, string[] Names)[] all) =>
        all.SelectMany(names => names.Names.Select(name => (name, names.Container))).ToDictionary(name => name.name, name => name.Container);
}
