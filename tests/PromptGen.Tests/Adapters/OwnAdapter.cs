using PromptGen.Adapters;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Adapters;

/// <summary>Adapters of PromptGen for tests.</summary>
internal static class OwnAdapter
{
    public static AdapterCard Card<TEncoder>(Backbone<TEncoder> backbone, Prefix<TEncoder>? prefix, HeadForm? head, params string[] labels)
        where TEncoder : Encoder, IDescribed<TEncoder> => new()
    {
        Architecture = TEncoder.Description.Architecture,
        BaseModelFingerprint = backbone.Fingerprint(),
        TokenizerFingerprint = "00",
        MaxTokens = 16,
        Head = head,
        Labels = labels,
        PrefixLength = prefix?.Length ?? 0,
        PromptedLayers = prefix?.PromptedLayers ?? [],
        LayerCount = backbone.LayerCount,
        HeadCount = backbone.KeyValues(0).Heads,
        PositionShift = backbone.PositionShift(prefix?.Length ?? 0),
        Training = new TrainingSummary
        {
            Reparameterization = "None", Epochs = 1, Steps = 1, BatchSize = 1, LearningRate = 1, Seed = 1, Examples = 1,
            TrainableParameters = 1, FrozenParameters = 1, FingerprintBefore = "00", FingerprintAfter = "00", Interrupted = false, Seconds = 1,
        },
    };

    public static Prefix<TEncoder> Prefix<TEncoder>(Backbone<TEncoder> backbone, int length = 3, PrefixDepth? depth = null)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        using var generator = new Generator(7);
        return new Prefix<TEncoder>(backbone, new PrefixOptions { Length = length, Depth = depth ?? PrefixDepth.All }, generator);
    }

    public static PromptedModel<TEncoder, THead> Evaluated<TEncoder, THead>(this PromptedModel<TEncoder, THead> model)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        model.Eval();
        return model;
    }

    /// <summary>Ids and segments that every test encoder here has rows for.</summary>
    public static TokenInput Input() => new(
        tensor(new long[] { 2, 5, 9, 3, 2, 7, 3, 0 }, [2, 4]), tensor(new long[] { 1, 1, 1, 1, 1, 1, 1, 0 }, [2, 4]), tensor(new long[] { 0, 0, 1, 1, 0, 1, 1, 0 }, [2, 4]));
}
