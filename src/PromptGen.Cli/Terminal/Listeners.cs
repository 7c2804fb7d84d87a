using PromptGen.Training;

namespace PromptGen.Cli.Terminal;

/// <summary>Several who are told how a training goes.</summary>
internal sealed class Listeners(IReadOnlyList<IProgress<TrainingProgress>> all) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        foreach (var listener in all) listener.Report(value);
    }
}
