namespace PromptGen.Testing;

/// <summary>The files of the repository around the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The recorded cases.</summary>
    public static string Fixtures { get; } = Path("tests", "PromptGen.Parity", "Fixtures");

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(Path(parts));

    /// <summary>The folder of a recorded case.</summary>
    public static string Fixture(string name) => System.IO.Path.Combine(Fixtures, name);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "PromptGen.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"There is no PromptGen.sln above {AppContext.BaseDirectory}.");
    }
}
