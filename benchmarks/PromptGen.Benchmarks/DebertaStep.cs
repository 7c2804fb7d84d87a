using PromptGen.Attention;
using PromptGen.Backbones;
using PromptGen.Benchmarks.Measuring;
using PromptGen.Benchmarks.Models;

namespace PromptGen.Benchmarks;

/// <summary>What relative positions add to a step of P-Tuning v2.</summary>
internal sealed class DebertaStep : IBenchmark
{
    private static readonly Goal goal = Goal.Ratio(1.9);

    /// <inheritdoc/>
    public string Name => "deberta-step";

    /// <inheritdoc/>
    public string Question => "A P-Tuning v2 step of DeBERTa beside BERT's at equal sizes (forward, backward, AdamW over prefix and head; frozen encoder, random weights).";

    /// <inheritdoc/>
    public void Run(Session session)
    {
        var sizes = session.Quick
            ? [StepSize.Tiny, StepSize.Tiny with { Dropout = 0.1 }]
            : new[] { new StepSize(), new StepSize { Dropout = 0.1 }, new StepSize { Rows = 2, Tokens = 492 } };
        foreach (var size in sizes)
        {
            using var bert = new TrainingStep<BertEncoder>(TrainingMethod.PromptTuning, size.Bert(session.Seed), size, session.Seed);
            using var deberta = new TrainingStep<DebertaEncoder>(TrainingMethod.PromptTuning, DebertaEncoder.Random(Deberta(size), session.Seed), size, session.Seed);
            using var debertaV2 = new TrainingStep<DebertaV2Encoder>(TrainingMethod.PromptTuning, DebertaV2Encoder.Random(DebertaV3(size), session.Seed), size, session.Seed);
            session.Compare($"{size}:",
            [
                new Contestant("BERT", bert.Run),
                new Contestant("DeBERTa v1", deberta.Run, goal),
                new Contestant("DeBERTa v3", debertaV2.Run, goal),
            ]);
        }
    }

    /// <summary>As the published DeBERTa v1 are.</summary>
    private static DebertaConfig Deberta(StepSize size) => new()
    {
        VocabSize = size.Words, HiddenSize = size.Hidden, LayerCount = size.Layers, HeadCount = size.Heads, IntermediateSize = size.Inner,
        HiddenDropout = size.Dropout, AttentionDropout = size.Dropout,
        AbsolutePositions = false, RelativeScores = RelativeScores.ContentToPosition | RelativeScores.PositionToContent,
    };

    /// <summary>As the published DeBERTa v3 are: distances in buckets, normalized, projected by the layers' own queries and keys.</summary>
    private static DebertaV2Config DebertaV3(StepSize size) => new()
    {
        VocabSize = size.Words, HiddenSize = size.Hidden, LayerCount = size.Layers, HeadCount = size.Heads, IntermediateSize = size.Inner,
        HiddenDropout = size.Dropout, AttentionDropout = size.Dropout,
        AbsolutePositions = false, RelativeScores = RelativeScores.ContentToPosition | RelativeScores.PositionToContent,
        DistanceBuckets = 256, NormalizesDistances = true, SharesProjections = true,
    };
}
