namespace PromptGen.Parity;

/// <summary>A test over the recorded cases beside the repository; it is skipped, visibly, where they are not.</summary>
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute()
    {
        if (Golden is null) Skip = "needs ../shared/golden beside the repository, or PROMPTGEN_SHARED";
    }

    /// <summary>The folder of all recorded cases, or null.</summary>
    public static string? Golden { get; } = Find();

    private static string? Find()
    {
        var shared = Environment.GetEnvironmentVariable("PROMPTGEN_SHARED") is { Length: > 0 } named
            ? named
            : Path.Combine(Repository.Root, "..", "shared");
        var golden = Path.Combine(shared, "golden");
        return Directory.Exists(golden) ? golden : null;
    }
}
