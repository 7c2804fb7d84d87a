// '2' where the wrong twin has '0'.
using PromptGen.Training;

internal static class Program
{
    private static TrainingOptions Patient(TrainingOptions options) => options with { Patience = 2 };
}
