// PGEN504 (6,98): 'Patience' is 0; expected at least 1
using PromptGen.Training;

internal static class Program
{
    private static TrainingOptions Patient(TrainingOptions options) => options with { Patience = 0 };
}
