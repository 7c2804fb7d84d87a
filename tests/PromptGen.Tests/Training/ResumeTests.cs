using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tests.Build;
using PromptGen.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Training;

/// <summary>A run that was interrupted and goes on ends with the bits of one that was not.</summary>
// Dropout draws from the one generator of the process.
[Collection(nameof(Alone))]
public sealed class ResumeTests : IDisposable
{
    private static readonly BertConfig Config = new()
    {
        VocabSize = 50, HiddenSize = 16, LayerCount = 2, HeadCount = 2, IntermediateSize = 24, MaxPositions = 32,
    };

    private static readonly TrainingOptions Options = new() { Epochs = 3, AccumulatedBatches = 2, LearningRate = new(0.02, Decay: RateDecay.Exponential) };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<int> Steps => [.. Enumerable.Range(1, 9)];

    [Theory]
    [MemberData(nameof(Steps))]
    public void After_any_step(int step)
    {
        var whole = Train(run: null, stopAfter: null);
        var file = Run(step);
        var part = Train(file, stopAfter: step);
        Assert.Equal(step, part.Result.Steps);
        Assert.True(part.Result.Interrupted || step == 9);

        var rest = Train(file, stopAfter: null);
        Assert.False(rest.Result.Interrupted);
        Assert.Equal(whole.Result.Epochs, rest.Result.Epochs);
        Assert.Equal(whole.Result.BestEpoch, rest.Result.BestEpoch);
        Assert.Equal(whole.Bytes, rest.Bytes);

        // Times are of both parts together.
        Assert.Equal(part.Result.Started, rest.Result.Started);
        Assert.Equal((3, 3), (rest.Result.EpochEnds.Count, rest.Result.StepsPerEpoch));
        Assert.Equal(rest.Result.EpochEnds.Order(), rest.Result.EpochEnds);
        Assert.InRange(rest.Result.EarlierElapsed, TimeSpan.FromTicks(1), part.Result.Elapsed);
        Assert.True(rest.Result.Elapsed > rest.Result.EarlierElapsed && rest.Result.Elapsed >= rest.Result.EpochEnds[^1]);
    }

    [Fact]
    public void From_saves_after_every_step_whatever_was_computed_since()
    {
        var whole = Train(run: null, stopAfter: null);
        var file = new RunFile(folder.File("often"), new Dictionary<string, string>()) { Interval = TimeSpan.Zero };
        // What a kill leaves: the file as it was after some step, though the run went on.
        byte[]? kept = null;
        Train(file, stopAfter: null, onStep: done =>
        {
            if (done == 5) kept = File.ReadAllBytes(file.Path);
        });
        File.WriteAllBytes(file.Path, kept!);
        Assert.Equal(whole.Bytes, Train(file, stopAfter: null).Bytes);
    }

    [Fact]
    public void A_finished_run_gives_its_weights_and_its_result_again()
    {
        var file = Run(0);
        var whole = Train(file, stopAfter: null);
        var again = Train(file, stopAfter: null, onStep: _ => Assert.Fail("Nothing is left to do."));
        Assert.Equal(whole.Bytes, again.Bytes);
        Assert.Equal(whole.Result.Epochs, again.Result.Epochs);
        Assert.Equal(9, again.Result.Steps);
        Assert.False(again.Result.Interrupted);
    }

    [Fact]
    public void The_state_of_another_run_is_refused_with_what_differs()
    {
        var file = Run(0);
        Train(file, stopAfter: 2);
        using var bert = BertEncoder.Random(Config, 1);
        var other = Assert.Throws<TrainingException>(() => Trainer.Fit(Model(bert), Data(), Options with { Seed = 12 }, run: file));
        Assert.StartsWith($"{file.Path}: is the state of another run: its training options is ", other.Message, StringComparison.Ordinal);
        using var another = BertEncoder.Random(Config, 2);
        Assert.Contains("its backbone (SHA-256 at the beginning) is", Assert.Throws<TrainingException>(() => Trainer.Fit(Model(another), Data(), Options, run: file)).Message, StringComparison.Ordinal);
        var named = new RunFile(file.Path, new Dictionary<string, string> { ["data"] = "b" });
        Assert.Contains("its data is not known, here it is b", Assert.Throws<TrainingException>(() => Trainer.Fit(Model(bert), Data(), Options, run: named)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is no state of a run")]
    [InlineData("{}", "is no state of a run")]
    public void A_damaged_state_is_named(string content, string expected)
    {
        var file = Run(0);
        File.WriteAllText(file.Path, content);
        Assert.Contains(expected, Assert.Throws<TrainingException>(() => Train(file, stopAfter: null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_state_cannot_be_saved_the_last_one_stands()
    {
        var file = Run(0);
        Train(file, stopAfter: 4);
        var before = File.ReadAllBytes(file.Path);
        // A folder in the place of the file: no writing there, whoever runs the tests.
        var blocked = new RunFile(folder.File("blocked"), new Dictionary<string, string>());
        Directory.CreateDirectory(Path.Combine(blocked.Path, "in the way"));
        var error = Assert.Throws<TrainingException>(() => Train(blocked, stopAfter: 1));
        Assert.Contains("the state of the run after step 1 cannot be saved", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(file.Path));
        Assert.Equal(["blocked", "run"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Gradients_added_up_over_batches_are_those_of_one_batch_of_all_rows()
    {
        // Dropout aside, which each batch draws for itself.
        var config = Config with { HiddenDropout = 0, AttentionDropout = 0 };
        float[] Trained(ITrainingData<TokenInput> data, int accumulated)
        {
            using var bert = BertEncoder.Random(config, 1);
            using var generator = new Generator(3);
            var model = bert.Prompt(new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 3 }, generator), new SequenceClassificationHead<BertEncoder>(bert, 2, generator: generator));
            Trainer.Fit(model, data, new TrainingOptions { Epochs = 2, AccumulatedBatches = accumulated });
            return [.. model.Prefix!.Flat().data<float>()];
        }

        // 5 rows: two batches of 2 and one of 1 are one batch of 5.
        var apart = Trained(new Parts(2, 2, 1), 3);
        var together = Trained(new Parts(5), 1);
        for (var i = 0; i < apart.Length; i++) Assert.Equal(together[i], apart[i], 1e-5);
    }

    [Fact]
    public void A_run_ends_when_no_better_score_has_come_for_as_long_as_its_patience()
    {
        using var bert = BertEncoder.Random(Config, 1);
        var scores = new Queue<double>([0.5, 0.7, 0.6, 0.7, 0.9]);
        var result = Trainer.Fit(Model(bert), Data(), Options with { Epochs = 50, Patience = 2 }, scores.Dequeue);
        Assert.Equal(4, result.Epochs.Count);
        Assert.Equal(2, result.BestEpoch);
        Assert.True(result.StoppedEarly);
        Assert.False(result.Interrupted);
    }

    private RunFile Run(int number) => new(folder.File("run"), new Dictionary<string, string>()) { Interval = TimeSpan.FromDays(number + 1) };

    private static (TrainingResult Result, byte[] Bytes) Train(RunFile? run, int? stopAfter, Action<int>? onStep = null)
    {
        using var scope = NewDisposeScope();
        using var bert = BertEncoder.Random(Config, 1);
        var model = Model(bert);
        using var source = new CancellationTokenSource();
        // The second of three epochs is the best, so the kept weights are not the last.
        var epoch = 0;
        var result = Trainer.Fit(model, Data(), Options, () => Score(model, epoch++), new EachStep(done =>
        {
            onStep?.Invoke(done);
            if (done == stopAfter) source.Cancel();
        }), source.Token, run);
        return (result, [.. model.Trainables.SelectMany(t => t.Parameters()).SelectMany(p => p.Parameter.detach().bytes.ToArray())]);
    }

    private static double Score(PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> model, int _) => Math.Sin(1e4 * model.Prefix!.Flat()[0, 0].item<float>());

    private static RandomBatches Data() => new(perEpoch: 5, rows: 3, tokens: 7, vocabulary: 50, labels: 2);

    private static PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> Model(Backbone<BertEncoder> bert)
    {
        using var generator = new Generator(7);
        return bert.Prompt(new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 3 }, generator), new SequenceClassificationHead<BertEncoder>(bert, 2, generator: generator));
    }

    /// <summary>The same five rows in batches of these sizes.</summary>
    private sealed class Parts(params int[] sizes) : ITrainingData<TokenInput>
    {
        public int BatchesPerEpoch => sizes.Length;

        public int LongestInput => 4;

        public IEnumerable<Batch<TokenInput>> Epoch(int epoch)
        {
            var start = 0;
            foreach (var size in sizes)
            {
                var ids = arange(start * 4, (start + size) * 4, ScalarType.Int64).view(size, 4);
                yield return new Batch<TokenInput>(new TokenInput(ids, ones_like(ids)), arange(start, start + size, ScalarType.Int64) % 2, [.. Enumerable.Range(start, size)]);
                start += size;
            }
        }
    }
}
