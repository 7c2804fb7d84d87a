namespace PromptGen.Generator.Tests;

/// <summary>The files of the repository around the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>A published schema by its file name.</summary>
    public static (string Path, string Text) Schema(string name) => (name, Read("schemas", name));

    /// <summary>A schema of these tests by its file name.</summary>
    public static (string Path, string Text) Toy(string name) => (name, Read("tests", "PromptGen.Generator.Tests", "Schemas", name));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PromptGen.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"There is no PromptGen.sln above {AppContext.BaseDirectory}.");
    }
}
