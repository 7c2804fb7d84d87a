using System.Diagnostics;
using PromptGen.Encoders;
using PromptGen.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Training;

/// <summary>
/// Trains what is trainable of a model: prefix and head over a frozen encoder, a head alone, or everything. Each epoch is scored on
/// dev data, and the best epoch's weights are kept, as the reference's <c>BaseTrainer</c> does.
/// </summary>
public static class Trainer
{
    /// <summary>
    /// Native numbers that TorchSharp makes of C# ones are freed by finalizers only; without a collection now and then they fragment
    /// the native heap, because managed memory hardly grows and the collector sees no reason to run.
    /// </summary>
    private const int StepsBetweenCollections = 10;

    /// <summary>Runs the epochs. The model is left with the kept weights, in evaluation mode.</summary>
    /// <param name="model">Encoder, prefix and head.</param>
    /// <param name="data">The training examples.</param>
    /// <param name="options">Epochs, rates, seed.</param>
    /// <param name="score">Scores the model on dev data after each epoch, higher is better; null: the last weights are kept.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Ends the run after the current step; the weights of the best epoch so far are kept.</param>
    /// <exception cref="ArgumentException">An input is longer than the encoder's positions allow after the prefix.</exception>
    /// <exception cref="TrainingException">The loss is no number any more, or a frozen weight changed.</exception>
    public static TrainingResult Fit<TEncoder, THead, TInput>(
        PromptedModel<TEncoder, THead> model,
        ITrainingData<TInput> data,
        TrainingOptions options,
        Func<double>? score = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        model.Prompted.CheckLength(data.LongestInput);
        var fingerprintBefore = model.Backbone.Fingerprint();
        var clock = Stopwatch.StartNew();
        random.manual_seed(options.Seed);
        using var optimizer = new AdamW(options.Optimizer, model.Trainables);

        if ((long)options.Epochs * data.BatchesPerEpoch > int.MaxValue)
            throw new ArgumentException($"{options.Epochs} epochs of {data.BatchesPerEpoch} batches are more steps than can be counted.", nameof(options));
        var total = options.Epochs * data.BatchesPerEpoch;
        var epochs = new List<EpochResult>();
        WeightSnapshot? best = null;
        int step = 0, bestEpoch = 0;
        double rate = 0;
        try
        {
            for (var epoch = 0; epoch < options.Epochs && !cancellation.IsCancellationRequested; epoch++)
            {
                model.Train();
                double lossSum = 0;
                var steps = 0;
                foreach (var batch in data.Epoch(epoch))
                {
                    rate = options.LearningRate.At(step, total);
                    lossSum += Step(model, batch, optimizer, rate, options.ClipNorm, step);
                    step++;
                    steps++;
                    if (step % StepsBetweenCollections == 0) GC.Collect(0);
                    progress?.Report(new TrainingProgress(
                        epoch + 1, options.Epochs, step, total, lossSum / steps, rate, EpochEnds: false, Score: null, clock.Elapsed));
                    if (cancellation.IsCancellationRequested) break;
                }
                model.Eval();
                if (cancellation.IsCancellationRequested) break;

                var value = score?.Invoke();
                epochs.Add(new EpochResult(epoch + 1, lossSum / Math.Max(1, steps), value));
                progress?.Report(new TrainingProgress(
                    epoch + 1, options.Epochs, step, total, lossSum / Math.Max(1, steps), rate, EpochEnds: true, value, clock.Elapsed));
                if (value is { } current && (best is null || current > epochs[bestEpoch - 1].Score))
                {
                    best?.Dispose();
                    best = new WeightSnapshot(model.Trainables);
                    bestEpoch = epoch + 1;
                }
            }
            best?.Restore();
        }
        finally
        {
            best?.Dispose();
            model.Eval();
        }

        var fingerprintAfter = model.Backbone.Fingerprint();
        if (model.Backbone is Frozen<TEncoder> && fingerprintBefore != fingerprintAfter)
            throw new TrainingException(
                $"The frozen encoder's weights changed during training: their SHA-256 was {fingerprintBefore} and is {fingerprintAfter}.");
        return new TrainingResult(
            epochs, bestEpoch == 0 ? null : bestEpoch, cancellation.IsCancellationRequested, step, clock.Elapsed, fingerprintBefore, fingerprintAfter);
    }

    private static double Step<TEncoder, THead, TInput>(
        PromptedModel<TEncoder, THead> model, Batch<TInput> batch, AdamW optimizer, double rate, double? clipNorm, int step)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        using var scope = NewDisposeScope();
        using var disposed = batch;
        var labels = batch.Labels ?? throw new ArgumentException("A batch to train on has labels; this one has none.", nameof(batch));
        optimizer.ZeroGradients();
        var loss = model.Head.Loss(model.Logits(batch.Input), labels, batch.Input.Mask);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
            throw new TrainingException($"The loss is {value} at step {step + 1}; a lower learning rate than {rate:g3} may help.");
        loss.backward();
        if (clipNorm is { } norm) nn.utils.clip_grad_norm_(optimizer.Parameters, norm);
        optimizer.Step(rate);
        return value;
    }
}
