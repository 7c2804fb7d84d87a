// PGEN504 (6,72): 'Epochs' is 0; expected at least 1
using PromptGen.Training;

internal static class Program
{
    private static TrainingOptions Options { get; } = new() { Epochs = 0, Seed = 7 };
}
