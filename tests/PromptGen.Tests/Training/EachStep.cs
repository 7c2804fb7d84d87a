using PromptGen.Training;

namespace PromptGen.Tests.Training;

/// <summary>Acts after every step, with the number of steps done, in the trainer's own thread.</summary>
internal sealed class EachStep(Action<int> act) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (!value.EpochEnds) act(value.Step);
    }
}
