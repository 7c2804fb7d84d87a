// '0.005' where the wrong twin has '0'.
using PromptGen.Training;

internal static class Program
{
    private static LearningRateSchedule Schedule => new(0.005, WarmUp: 0.06);
}
