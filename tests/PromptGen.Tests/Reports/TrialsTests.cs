using PromptGen.Reports;
using PromptGen.Training;

namespace PromptGen.Tests.Reports;

/// <summary>What is made of a training's result, and which trial of a seed is chosen.</summary>
public sealed class TrialsTests
{
    private const int StepsPerEpoch = 100;

    [Fact]
    public void Epochs_have_their_times_and_a_linear_rate_its_corners()
    {
        var trial = Recorded(new LearningRateSchedule(0.01, WarmUp: 0.1), epochs: 4);
        Assert.Equal([100.0, 100, 100, 100], trial.Epochs.Select(epoch => epoch.Seconds!.Value));
        Assert.Equal([0.9, 0.45, 0.3, 0.225], trial.Epochs.Select(epoch => epoch.Loss));
        Assert.Equal(0.8, trial.DevScore);
        Assert.Equal([1, 41, 400], trial.Rates.Select(point => point.Step));
        Assert.Equal(0.01, trial.Rates[1].Rate, 12);
    }

    [Theory]
    [InlineData(RateDecay.None)]
    [InlineData(RateDecay.Linear)]
    [InlineData(RateDecay.Exponential)]
    public void The_points_that_are_kept_draw_every_rate(RateDecay decay)
    {
        var schedule = new LearningRateSchedule(0.01, WarmUp: 0.05, decay);
        var points = Recorded(schedule, epochs: 6).Rates;
        Assert.InRange(points.Count, 2, 20);
        for (var step = 1; step <= 6 * StepsPerEpoch; step++)
        {
            var right = points.First(point => point.Step >= step);
            var left = points.Last(point => point.Step <= step);
            var drawn = left == right ? left.Rate : left.Rate + (right.Rate - left.Rate) * (step - left.Step) / (right.Step - left.Step);
            Assert.Equal(schedule.At(step - 1, 6 * StepsPerEpoch, StepsPerEpoch), drawn, 10);
        }
    }

    [Fact]
    public void A_rate_that_bends_at_every_step_has_some_hundred_points_with_both_ends()
    {
        var curve = new RateCurve();
        for (var step = 1; step <= 5000; step++) curve.Add(new RatePoint(step, 1 + Math.Cos(step / 100.0)));
        Assert.Equal(300, curve.Points.Count);
        Assert.Equal((1, 5000), (curve.Points[0].Step, curve.Points[^1].Step));
    }

    [Fact]
    public void A_run_without_times_has_no_times() => Assert.Null(Trials.Of(new TrainingOptions(), Result(1) with { EpochEnds = [] }).Epochs[0].Seconds);

    [Fact]
    public void Of_each_seed_the_first_best_trial_is_chosen()
    {
        var trials = Trials.Choose([Scored(1, 0.5), Scored(1, 0.7), Scored(1, 0.7), Scored(2, double.NaN), Scored(2, 0.1), Scored(3, double.NaN)]);
        Assert.Equal([false, true, false, false, true, true], trials.Select(trial => trial.Chosen));
        Assert.True(Assert.Single(Trials.Choose([Scored(1, null)])).Chosen);
        Assert.Throws<ArgumentException>(() => Trials.Choose([Scored(1, null), Scored(1, null)]));
    }

    [Fact]
    public void Answers_are_counted_into_a_matrix()
    {
        var matrix = ConfusionMatrix.Of(["a", "b"], answers: [0, 1, 1, 0], truth: [0, 0, 1, 0]);
        Assert.Equal([[2, 1], [0, 1]], matrix.Counts);
        Assert.Equal(1, matrix.Of(0).Precision);
        Assert.Equal(2 / 3.0, matrix.Of(0).Recall);
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of(["a"], [1], [0]));
    }

    [Fact]
    public void The_environment_names_real_versions()
    {
        var here = RunEnvironment.Here("cpu");
        Assert.StartsWith("0.1.0", here.PromptGen, StringComparison.Ordinal);
        Assert.StartsWith("0.107.0", here.TorchSharp, StringComparison.Ordinal);
        Assert.StartsWith(".NET 10", here.DotNet, StringComparison.Ordinal);
        Assert.InRange(here.PeakMemoryBytes!.Value, 10 << 20, 1L << 40);
    }

    private static Trial Scored(int seed, double? score) => new()
    {
        Seed = seed, LearningRate = 1, Epochs = [new EpochRecord(1, 1) { DevScore = score }], Chosen = false, Steps = 1, Seconds = 1,
    };

    private static Trial Recorded(LearningRateSchedule schedule, int epochs) =>
        Trials.Of(new TrainingOptions { Epochs = epochs, LearningRate = schedule }, Result(epochs));

    /// <summary>A second for each step.</summary>
    private static TrainingResult Result(int epochs) => new(
        [.. Enumerable.Range(1, epochs).Select(epoch => new EpochResult(epoch, 0.9 / epoch, 0.2 * epoch))], epochs, Interrupted: false, epochs * StepsPerEpoch,
        TimeSpan.FromSeconds(epochs * StepsPerEpoch), "before", "before")
    {
        StepsPerEpoch = StepsPerEpoch,
        EpochEnds = [.. Enumerable.Range(1, epochs).Select(epoch => TimeSpan.FromSeconds(epoch * StepsPerEpoch))],
    };
}
