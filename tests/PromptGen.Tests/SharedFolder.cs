namespace PromptGen.Tests;

/// <summary>The read-only folder beside the repository; the variable PROMPTGEN_SHARED names another place.</summary>
internal static class SharedFolder
{
    /// <summary>A path below it, whether or not anything is there.</summary>
    public static string At(string path) => Path.Combine(
        Environment.GetEnvironmentVariable("PROMPTGEN_SHARED") ?? Path.Combine(Fixture.Repository, "..", "shared"), path);
}
