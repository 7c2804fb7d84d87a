// PGEN504 (6,57): 'Peak' is 0; expected more than 0
using PromptGen.Training;

internal static class Program
{
    private static LearningRateSchedule Schedule => new(0, WarmUp: 0.06);
}
