// '1' where the wrong twin has '0'.
using PromptGen.Training;

internal static class Program
{
    private static TrainingOptions Options { get; } = new() { Epochs = 1, Seed = 7 };
}
