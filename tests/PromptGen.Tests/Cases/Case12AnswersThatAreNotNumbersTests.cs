using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Prefixes;
using PromptGen.Tests.Checkpoints;
using PromptGen.Tests.Cli;
using PromptGen.Tests.Predictions;
using PromptGen.Tests.Training;
using PromptGen.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Cases;

/// <summary>Weights that hold NaN or infinity: an error that names the checkpoint or the adapter, never an answer, and no advice that cannot help.</summary>
// Dropout draws from the one generator of the process.
[Collection(nameof(Alone))]
public sealed class Case12AnswersThatAreNotNumbersTests : IDisposable
{
    private const string Damaged = "encoder.layer.0.attention.output.LayerNorm.bias";

    private readonly RewrittenCheckpoint checkpoint = new(tensors =>
    {
        using var noGrad = no_grad();
        tensors.First(tensor => tensor.Key.EndsWith(Damaged, StringComparison.Ordinal)).Value[0] = float.NaN;
    });

    public void Dispose() => checkpoint.Dispose();

    public static TheoryData<string> Heads => ["one label", "several labels", "a number", "tokens", "an answer"];

    [Theory]
    [MemberData(nameof(Heads))]
    public void Of_a_damaged_checkpoint_file_and_tensor_are_named(string head)
    {
        using var bert = Frozen<BertEncoder>.Open(checkpoint.Folder);
        using var pool = new AdapterPool<BertEncoder>(bert, paddingId: 0);
        pool.Add("a", ReadyAdapter.Of(SmallAdapters.Model(bert, new PrefixOptions { Length = 2 }, Head(bert, head), 1), Labels(head)));
        var message = Assert.Throws<CheckpointException>(() => pool.Predict([new("a", SmallAdapters.Text(4, 1))])).Message;
        Assert.StartsWith($"{checkpoint.Weights}: the weight '", message, StringComparison.Ordinal);
        Assert.Contains($"{Damaged}' holds NaN, so the outputs are not finite numbers", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Of_a_damaged_adapter_folder_and_tensor_are_named(string head)
    {
        using var bert = SmallAdapters.Bert();
        var model = SmallAdapters.Model(bert, prefix(), Head(bert, head), 1);
        // A sigmoid makes a number of infinity, a softmax of minus infinity.
        using (no_grad()) model.Head.Weights().Last().Parameter[0] = double.PositiveInfinity;
        var predict = () => new Predictor(2, 0).Predict(model, Labels(head), [SmallAdapters.Text(4, 1)]);
        Assert.Contains("because the adapter's '", Assert.Throws<AdapterException>(predict).Message, StringComparison.Ordinal);

        static PrefixOptions prefix() => new() { Length = 2 };
    }

    [Fact]
    public void Training_tells_damaged_weights_from_a_rate_that_is_too_high()
    {
        using var damaged = Frozen<BertEncoder>.Open(checkpoint.Folder);
        var message = Assert.Throws<TrainingException>(() => Trainer.Fit(Model(damaged), Data(), new TrainingOptions())).Message;
        Assert.StartsWith($"{checkpoint.Weights}: the weight '", message, StringComparison.Ordinal);
        Assert.Contains($"{Damaged}' holds NaN, so the loss is NaN: no learning rate helps", message, StringComparison.Ordinal);

        // After the last step no loss says that it was too large.
        using var bert = SmallAdapters.Bert();
        var tooHigh = new TrainingOptions { Epochs = 1, LearningRate = new(1e30, Decay: RateDecay.None) };
        message = Assert.Throws<TrainingException>(() => Trainer.Fit(Model(bert), Data(), tooHigh)).Message;
        Assert.StartsWith("The loss is NaN at step 2: the training diverged. A lower learning rate than 1e+30 may help", message, StringComparison.Ordinal);
        var oneStep = tooHigh with { AccumulatedBatches = 4, Optimizer = new AdamWOptions { WeightDecay = 1e6, Order = WeightDecayOrder.AfterUpdate } };
        message = Assert.Throws<TrainingException>(() => Trainer.Fit(Model(bert), Data(), oneStep)).Message;
        Assert.Contains("holds infinite numbers after step 1: the training diverged. A lower learning rate than 1e+30 may help", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e31, 0, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 1e7, 1)]
    [InlineData(1, 0, 1e31)]
    public void Numbers_that_no_float_holds_are_refused_before_the_first_step(double rate, double decay, double norm)
    {
        using var bert = SmallAdapters.Bert();
        var options = new TrainingOptions { LearningRate = new(rate), Optimizer = new AdamWOptions { WeightDecay = decay }, ClipNorm = norm };
        Assert.Throws<ArgumentOutOfRangeException>(() => Trainer.Fit(Model(bert), Data(), options));
    }

    [Fact]
    public void On_the_command_line_no_entity_is_invented()
    {
        File.WriteAllLines(Path.Combine(checkpoint.Folder, "vocab.txt"), ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "fine", "poor", .. Enumerable.Range(0, 94).Select(i => $"w{i}")]);
        var adapter = UntrainedAdapter.Write(checkpoint.Folder, Path.Combine(checkpoint.Folder, "adapter"), words: true);
        var predict = CalledCommand.Run("predict", "--model", checkpoint.Folder, "--adapter", adapter, "--text", "fine w1");
        Assert.Equal((1, ""), (predict.Status, predict.Output));
        Assert.Contains($"{Damaged}' holds NaN", predict.Error, StringComparison.Ordinal);
    }

    private static AnsweringHead<BertEncoder> Head(Backbone<BertEncoder> bert, string kind) => kind switch
    {
        "one label" => new SequenceClassificationHead<BertEncoder>(bert, 3),
        "several labels" => new SequenceClassificationHead<BertEncoder>(bert, 3, labels: LabelKind.Several),
        "a number" => new SequenceClassificationHead<BertEncoder>(bert, 1),
        "tokens" => new TokenClassificationHead<BertEncoder>(bert, 3),
        _ => new QuestionAnsweringHead<BertEncoder>(bert),
    };

    private static string[] Labels(string kind) => kind == "a number" ? ["value"] : SmallAdapters.Labels;

    private static PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> Model(Frozen<BertEncoder> bert) =>
        SmallAdapters.Classifier(bert, new PrefixOptions { Length = 2 }, 1);

    private static RandomBatches Data() => new(perEpoch: 4, rows: 3, tokens: 6, vocabulary: 40, labels: 2);
}
