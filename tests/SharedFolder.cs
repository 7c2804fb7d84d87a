namespace PromptGen.Testing;

/// <summary>The read-only folder beside the repository; the variable PROMPTGEN_SHARED names another place.</summary>
internal static class SharedFolder
{
    /// <summary>A path below it, whether or not anything is there.</summary>
    public static string At(params string[] parts) =>
        Path.Combine([Environment.GetEnvironmentVariable("PROMPTGEN_SHARED") ?? Path.Combine(Repository.Root, "..", "shared"), .. parts]);

    /// <summary>Why a test that reads this must be skipped; null: it need not be.</summary>
    public static string? WhyNot(string path) => Path.Exists(At(path)) ? null : $"There is no {path} in the folder 'shared' beside the repository.";
}
