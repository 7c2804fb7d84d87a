using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Training;
using TorchSharp;

namespace PromptGen.Tests.Training;

// Dropout draws from the one generator of the process.
[Collection(nameof(Alone))]
public sealed class TrainerTests
{
    private static readonly BertConfig Config = new()
    {
        VocabSize = 50, HiddenSize = 16, LayerCount = 2, HeadCount = 2, IntermediateSize = 24, MaxPositions = 32,
    };

    [Fact]
    public void The_best_epoch_is_kept_the_first_of_equals_and_the_encoder_unchanged()
    {
        using var bert = BertEncoder.Random(Config, 1);
        var before = bert.Fingerprint();
        var model = Model(bert);
        var scores = new Queue<double>([0.5, 0.8, 0.8, 0.2]);
        var weights = new List<float>();
        var result = Trainer.Fit(model, Data(), new TrainingOptions { Epochs = 4 }, score: () =>
        {
            weights.Add(Weight(model));
            return scores.Dequeue();
        });

        Assert.Equal(2, result.BestEpoch);
        Assert.Equal([0.5, 0.8, 0.8, 0.2], result.Epochs.Select(e => e.Score!.Value));
        Assert.Equal(weights[1], Weight(model));
        Assert.NotEqual(weights[1], weights[3]);
        Assert.Equal(before, result.FingerprintBefore);
        Assert.Equal(before, result.FingerprintAfter);
        Assert.Equal(before, bert.Fingerprint());
    }

    [Fact]
    public void Without_dev_data_the_last_weights_are_kept()
    {
        using var bert = BertEncoder.Random(Config, 1);
        var result = Trainer.Fit(Model(bert), Data(), new TrainingOptions { Epochs = 2 });
        Assert.Null(result.BestEpoch);
        Assert.Equal(8, result.Steps);
        Assert.False(result.Interrupted);
    }

    [Fact]
    public void Cancelling_ends_after_the_step_and_goes_back_to_the_best_epoch()
    {
        using var bert = BertEncoder.Random(Config, 1);
        var model = Model(bert);
        using var source = new CancellationTokenSource();
        var kept = 0f;
        var result = Trainer.Fit(model, Data(), new TrainingOptions { Epochs = 100 },
            score: () =>
            {
                kept = Weight(model);
                return 1;
            },
            progress: new Once(p => p.Step == 6, source.Cancel), cancellation: source.Token);

        Assert.True(result.Interrupted);
        Assert.Equal(6, result.Steps);
        Assert.Equal(1, result.BestEpoch);
        Assert.Equal(kept, Weight(model));
    }

    [Fact]
    public void Positions_that_end_too_early_are_an_error_before_the_first_step()
    {
        using var bert = BertEncoder.Random(Config, 1);
        var model = bert.Prompt(new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 30 }), new SequenceClassificationHead<BertEncoder>(bert, 2));
        var steps = 0;
        var error = Assert.Throws<ArgumentException>(() => Trainer.Fit(
            model, Data(), new TrainingOptions(), progress: new Once(_ => { steps++; return false; }, () => { })));
        Assert.Equal("A row has 7 tokens, and behind a prefix of 30 the positions of this Bert end at 2 tokens; shorten the prefix or the texts.", error.Message);
        Assert.Equal(0, steps);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_with_the_step_and_the_rate()
    {
        using var bert = BertEncoder.Random(Config, 1);
        var model = Model(bert);
        using (torch.no_grad()) model.Head.Parameters().First().Parameter.fill_(float.NaN);
        var error = Assert.Throws<TrainingException>(() => Trainer.Fit(model, Data(), new TrainingOptions()));
        Assert.Equal("The loss is NaN at step 1: 'classifier.weight' holds NaN before anything was trained.", error.Message);
    }

    [Fact]
    public void Only_prefix_and_head_are_trained_over_a_frozen_encoder_and_everything_over_an_unfrozen_one()
    {
        var frozen = BertEncoder.Random(Config, 1);
        var model = Model(frozen);
        Assert.Equal(3 * 2 * 2 * 16 + 16 * 2 + 2, model.TrainableCount);

        var unfrozen = frozen.Unfreeze();
        Assert.Throws<ObjectDisposedException>(() => frozen.Fingerprint());
        var whole = unfrozen.Prompt(null, new SequenceClassificationHead<BertEncoder>(unfrozen, 2));
        Assert.Equal(unfrozen.ParameterCount + 16 * 2 + 2, whole.TrainableCount);
        var before = unfrozen.Fingerprint();
        Trainer.Fit(whole, Data(), new TrainingOptions { Epochs = 1 });
        Assert.NotEqual(before, unfrozen.Fingerprint());
    }

    private static RandomBatches Data() => new(perEpoch: 4, rows: 3, tokens: 7, vocabulary: 50, labels: 2);

    private static PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> Model(Backbone<BertEncoder> bert) =>
        bert.Prompt(new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 3 }), new SequenceClassificationHead<BertEncoder>(bert, 2));

    private static float Weight(PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> model) => model.Prefix!.Flat()[0, 0].item<float>();

    private sealed class Once(Func<TrainingProgress, bool> when, Action act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (when(value)) act();
        }
    }
}
