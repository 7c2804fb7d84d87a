using PromptGen.Training;

namespace PromptGen.Reports;

/// <summary>
/// Watches one training and makes a <see cref="Trial"/> of it: give it to the trainer as its progress (or have a display hand on what it is told),
/// then ask for the trial with the trainer's result. Of a run that was resumed it saw only the later part; what it did not see is left out.
/// </summary>
public sealed class TrialRecorder : IProgress<TrainingProgress>
{
    private readonly RateCurve rates = new();
    private readonly Dictionary<int, double> seconds = [];
    private TimeSpan epochBegan;
    private bool sawBegin = true;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.EpochEnds)
        {
            if (sawBegin) seconds[value.Epoch] = (value.Elapsed - epochBegan).TotalSeconds;
            (epochBegan, sawBegin) = (value.Elapsed, true);
            return;
        }
        // The first report of a run that goes on comes from its middle.
        if (rates.IsEmpty && value.Step != 1) sawBegin = false;
        rates.Add(new RatePoint(value.Step, value.LearningRate));
    }

    /// <summary>The record of the training.</summary>
    /// <param name="seed">Its seed.</param>
    /// <param name="learningRate">Its highest learning rate.</param>
    /// <param name="result">What the trainer gave back.</param>
    /// <returns>The trial, not yet chosen and not tested: see <see cref="Trials"/>.</returns>
    public Trial Trial(int seed, double learningRate, TrainingResult result) => new()
    {
        Seed = seed,
        LearningRate = learningRate,
        Epochs = [.. result.Epochs.Select(epoch => new EpochRecord(epoch.Epoch, epoch.Loss)
        {
            DevScore = epoch.Score,
            Seconds = seconds.TryGetValue(epoch.Epoch, out var time) ? time : null,
        })],
        Rates = rates.Points,
        ChosenEpoch = result.BestEpoch,
        Chosen = false,
        Steps = result.Steps,
        Seconds = result.Elapsed.TotalSeconds,
        StoppedEarly = result.StoppedEarly,
        Interrupted = result.Interrupted,
    };
}
