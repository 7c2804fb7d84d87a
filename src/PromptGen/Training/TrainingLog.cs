using Microsoft.Extensions.Logging;

namespace PromptGen.Training;

/// <summary>What a run logs.</summary>
internal static partial class TrainingLog
{
    [LoggerMessage(1, LogLevel.Information, "Training {Trainable} of {All} parameters: {Epochs} epochs of {Steps} steps")]
    public static partial void Begins(this ILogger logger, long trainable, long all, int epochs, int steps);

    [LoggerMessage(2, LogLevel.Information, "Going on from {Path}: {Step} steps are done")]
    public static partial void GoesOn(this ILogger logger, string path, int step);

    [LoggerMessage(3, LogLevel.Information, "Epoch {Epoch}: loss {Loss}, dev score {Score}")]
    public static partial void EpochEnds(this ILogger logger, int epoch, double loss, double? score);

    [LoggerMessage(4, LogLevel.Information, "No better dev score in {Patience} epochs: the run ends after epoch {Epoch}")]
    public static partial void StopsEarly(this ILogger logger, int patience, int epoch);

    [LoggerMessage(5, LogLevel.Debug, "Saved {Path} after step {Step}")]
    public static partial void Saved(this ILogger logger, string path, int step);

    [LoggerMessage(6, LogLevel.Warning, "Interrupted after step {Step}")]
    public static partial void Interrupted(this ILogger logger, int step);
}
