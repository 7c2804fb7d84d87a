using Xunit;

namespace PromptGen.Tests.Tokenization;

/// <summary>The read-only material beside the repository; a fresh clone has none.</summary>
internal static class SharedFolder
{
    public static string? Path { get; } = Find();

    public static string File(params string[] parts) => System.IO.Path.Combine([Path!, .. parts]);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PROMPTGEN_SHARED") is { Length: > 0 } named) return Directory.Exists(named) ? named : null;
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !System.IO.File.Exists(System.IO.Path.Combine(root.FullName, "PromptGen.sln"))) root = root.Parent;
        var shared = root?.Parent is { } parent ? System.IO.Path.Combine(parent.FullName, "shared") : null;
        return Directory.Exists(shared) ? shared : null;
    }
}

/// <summary>A test that is skipped, visibly, where <see cref="SharedFolder"/> is not.</summary>
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (SharedFolder.Path is null) Skip = "needs ../shared beside the repository, or PROMPTGEN_SHARED";
    }
}

/// <inheritdoc cref="SharedFactAttribute"/>
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute()
    {
        if (SharedFolder.Path is null) Skip = "needs ../shared beside the repository, or PROMPTGEN_SHARED";
    }
}
