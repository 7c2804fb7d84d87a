using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PromptGen.Encoders;
using PromptGen.Heads;

namespace PromptGen.Training;

/// <summary>
/// Trains what is trainable of a model: prefix and head over a frozen encoder, a head alone, or everything. Each epoch is scored on
/// dev data, and the best epoch's weights are kept, as the reference's <c>BaseTrainer</c> does.
/// </summary>
public static class Trainer
{
    /// <summary>Larger ones, times the weights of a model, are beyond what a float32 holds.</summary>
    private const double MostRate = 1e30, MostDecay = 1e6;

    /// <summary>Runs the epochs. The model is left with the kept weights, in evaluation mode.</summary>
    /// <param name="model">Encoder, prefix and head.</param>
    /// <param name="data">The training examples.</param>
    /// <param name="options">Epochs, rates, seed.</param>
    /// <param name="score">Scores the model on dev data after each epoch, higher is better; null: the last weights are kept.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Ends the run after the current step; the weights of the best epoch so far are kept.</param>
    /// <param name="run">Where the state of the run is saved, and where it goes on if there is one already; null: nowhere.</param>
    /// <param name="logger">Told of epochs, saves and why a run ends.</param>
    /// <exception cref="ArgumentException">An input is longer than the encoder's positions allow after the prefix, or an option is out of range.</exception>
    /// <exception cref="TrainingException">
    /// The loss is no number any more, memory ran out, a frozen weight changed, or the state of the run cannot be saved, or is that of another run.
    /// </exception>
    public static TrainingResult Fit<TEncoder, THead, TInput>(
        PromptedModel<TEncoder, THead> model,
        ITrainingData<TInput> data,
        TrainingOptions options,
        Func<double>? score = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default,
        RunFile? run = null,
        ILogger? logger = null)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Epochs, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AccumulatedBatches, 1, nameof(options));
        Check(options.LearningRate.Peak, least: 0, MostRate, "learning rate");
        Check(options.Optimizer.WeightDecay, least: -double.Epsilon, MostDecay, "weight decay");
        Check(options.ClipNorm ?? 1, least: 0, MostRate, "norm to which gradients are clipped");
        if (options.Patience is { } patience) ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1, nameof(options));
        model.Prompted.CheckLength(data.LongestInput);
        using var training = new TrainingRun<TEncoder, THead, TInput>(model, data, options, score, progress, run, logger ?? NullLogger.Instance);
        return training.Finish(cancellation);
    }

    private static void Check(double number, double least, double most, string name)
    {
        if (!(number > least && number <= most))
            throw new ArgumentOutOfRangeException(nameof(TrainingOptions), number, string.Create(CultureInfo.InvariantCulture, $"The {name} is a number {(least < 0 ? "from" : "above")} 0 to {most:g}."));
    }
}
