namespace PromptGen.Parity;

/// <summary>The files of the repository around the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The recorded cases.</summary>
    public static string Fixtures { get; } = Path.Combine(Root, "tests", "PromptGen.Parity", "Fixtures");

    public static string Fixture(string name) => Path.Combine(Fixtures, name);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PromptGen.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"There is no PromptGen.sln above {AppContext.BaseDirectory}.");
    }
}
