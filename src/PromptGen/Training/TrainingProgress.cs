namespace PromptGen.Training;

/// <summary>Where a run is, after a step or after an epoch's evaluation.</summary>
/// <param name="Epoch">1-based.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="LearningRate">The last step's.</param>
/// <param name="EpochEnds">Whether the epoch is over, and scored if there are dev data.</param>
/// <param name="Score">The dev score at the end of an epoch; else null.</param>
/// <param name="Elapsed">Since the run began.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, int Step, int Steps, double Loss, double LearningRate, bool EpochEnds, double? Score, TimeSpan Elapsed)
{
    /// <summary>The time left at the pace so far.</summary>
    public TimeSpan Left => Step == 0 ? TimeSpan.Zero : Elapsed / Step * (Steps - Step);
}
