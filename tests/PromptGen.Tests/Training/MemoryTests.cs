using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Training;
using Xunit.Abstractions;

namespace PromptGen.Tests.Training;

/// <summary>Resident memory over a thousand steps. Alone in the process, because it is the process that is measured.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int WarmUp = 200, Steps = 1000;
    private const double Megabyte = 1024 * 1024;

    [Fact]
    public void A_small_model_keeps_its_memory()
    {
        using var bert = BertEncoder.Random(
            new BertConfig { VocabSize = 500, HiddenSize = 64, LayerCount = 3, HeadCount = 4, IntermediateSize = 128, MaxPositions = 128 }, seed: 1);
        Assert.InRange(Growth(bert, vocabulary: 500, rows: 16, tokens: 32), -1000, 20);
    }

    /// <summary>The size of MiniLM, batch 16, length 64: some ten minutes, so only where the variable PROMPTGEN_LONG is set.</summary>
    [LongFact]
    public void A_model_of_MiniLM_size_keeps_its_memory()
    {
        using var bert = BertEncoder.Random(
            new BertConfig { VocabSize = 30522, HiddenSize = 384, LayerCount = 6, HeadCount = 12, IntermediateSize = 1536 }, seed: 1);
        Assert.InRange(Growth(bert, vocabulary: 30522, rows: 16, tokens: 64), -1000, 20);
    }

    private double Growth(Frozen<BertEncoder> bert, int vocabulary, int rows, int tokens)
    {
        var model = bert.Prompt(new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 20 }), new SequenceClassificationHead<BertEncoder>(bert, 2));
        double afterWarmUp = 0, atEnd = 0;
        var progress = new Immediately(p =>
        {
            if (p.EpochEnds || (p.Step != WarmUp && p.Step != WarmUp + Steps)) return;
            var resident = Environment.WorkingSet / Megabyte;
            if (p.Step == WarmUp) afterWarmUp = resident;
            else atEnd = resident;
        });
        Trainer.Fit(model, new RandomBatches(WarmUp + Steps, rows, tokens, vocabulary, 2), new TrainingOptions { Epochs = 1 }, progress: progress);
        output.WriteLine($"{afterWarmUp:0.0} MB after {WarmUp} steps, {atEnd:0.0} MB after {Steps} more");
        Assert.True(afterWarmUp > 0 && atEnd > 0);
        return atEnd - afterWarmUp;
    }

    private sealed class Immediately(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}

/// <summary>Tests that run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
