using System.Globalization;
using PromptGen.Tasks.Metrics;
using PromptGen.Training;

namespace PromptGen.Cli.Terminal;

/// <summary>Shows a run: one line that renews itself on a terminal, a plain line for each epoch elsewhere.</summary>
internal sealed class TrainingDisplay(Screen console, IMetric metric) : IProgress<TrainingProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private TimeSpan last = -Pause;
    private bool open;

    public void Report(TrainingProgress value)
    {
        if (!value.EpochEnds && (!console.IsTerminal || value.Elapsed - last < Pause)) return;
        last = value.Elapsed;
        var line = string.Create(CultureInfo.InvariantCulture,
            $"epoch {value.Epoch}/{value.Epochs}  step {value.Step}/{value.Steps}  loss {value.Loss:0.0000}  rate {value.LearningRate:0.0e+00}  {(int)value.Left.TotalHours}:{value.Left:mm\\:ss} left");
        if (value.Score is { } score) line += $"  dev {metric.Show(score)}";
        if (console.IsTerminal) console.Renew(line);
        open = console.IsTerminal && !value.EpochEnds;
        if (!console.IsTerminal) console.WriteLine(line);
        else if (!open) console.WriteLine();
    }

    public void Dispose()
    {
        if (open) console.WriteLine();
    }
}
