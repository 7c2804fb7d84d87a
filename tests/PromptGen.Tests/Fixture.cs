namespace PromptGen.Tests;

/// <summary>The golden cases that the repository holds.</summary>
internal static class Fixture
{
    /// <summary>The directory of PromptGen.sln.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder of a case.</summary>
    public static string Folder(string name) => Path.Combine(Repository, "tests", "PromptGen.Parity", "Fixtures", name);

    private static string FindRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "PromptGen.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("There is no PromptGen.sln above the tests.");
        return directory.FullName;
    }
}
