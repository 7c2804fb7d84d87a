namespace PromptGen.Tests.Documentation;

/// <summary>What is wrong with a text, in sentences that are read whole.</summary>
internal static class Faults
{
    /// <summary>Fails with all of them, unless there are none.</summary>
    public static void None(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join("\n\n", faults));
}
