using System.Globalization;
using PromptGen.Tasks.Metrics;
using PromptGen.Training;
using Spectre.Console;

namespace PromptGen.Cli.Terminal;

/// <summary>Shows a run: one line that renews itself on a terminal, a plain line for each epoch elsewhere.</summary>
internal sealed class TrainingDisplay(IAnsiConsole console, IMetric metric) : IProgress<TrainingProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly bool terminal = console.Profile.Capabilities.Ansi && console.Profile.Out.IsTerminal;
    private TimeSpan last = -Pause;
    private bool open;

    public void Report(TrainingProgress value)
    {
        if (!value.EpochEnds && (!terminal || value.Elapsed - last < Pause)) return;
        last = value.Elapsed;
        var line = string.Create(CultureInfo.InvariantCulture,
            $"epoch {value.Epoch}/{value.Epochs}  step {value.Step}/{value.Steps}  loss {value.Loss:0.0000}  rate {value.LearningRate:0.0e+00}  {(int)value.Left.TotalHours}:{value.Left:mm\\:ss} left");
        if (value.Score is { } score) line += $"  dev {metric.Show(score)}";
        if (terminal) console.Write(new ControlCode("\r\u001b[2K"));
        console.Write(new Text(line.Length < console.Profile.Width || !terminal ? line : line[..(console.Profile.Width - 1)]));
        open = terminal && !value.EpochEnds;
        if (!open) console.WriteLine();
    }

    public void Dispose()
    {
        if (open) console.WriteLine();
    }
}
