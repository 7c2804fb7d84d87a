using PromptGen.Training;
using TorchSharp;
using TorchSharp.Modules;

namespace PromptGen.Reports;

/// <summary>
/// Writes a training into TensorBoard's event files: <c>train/loss</c> (the mean of the epoch so far) and <c>train/learning_rate</c> at every step,
/// <c>train/epoch_loss</c> and <c>dev/METRIC</c> at the end of every epoch, all over steps.
/// </summary>
/// <param name="folder">A folder for this training alone; TensorBoard shows the folder above it, with one line for each training.</param>
/// <param name="metric">What dev data are scored by.</param>
/// <exception cref="ReportException">The folder cannot be written.</exception>
public sealed class TensorBoardProgress(string folder, string metric) : IProgress<TrainingProgress>
{
    private readonly SummaryWriter writer = Written(folder, () => torch.utils.tensorboard.SummaryWriter(folder, createRunName: false));

    /// <inheritdoc/>
    /// <exception cref="ReportException">The file cannot be written.</exception>
    public void Report(TrainingProgress value) => Written(folder, () =>
    {
        if (!value.EpochEnds)
        {
            writer.add_scalar("train/loss", (float)value.Loss, value.Step);
            writer.add_scalar("train/learning_rate", (float)value.LearningRate, value.Step);
            return 0;
        }
        writer.add_scalar("train/epoch_loss", (float)value.Loss, value.Step);
        if (value.Score is { } score) writer.add_scalar($"dev/{metric}", (float)score, value.Step);
        return 0;
    });

    private static T Written<T>(string folder, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReportException($"{folder}: TensorBoard's event file cannot be written ({e.Message}).", e);
        }
    }
}
