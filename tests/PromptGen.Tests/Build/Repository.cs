namespace PromptGen.Tests.Build;

/// <summary>Where this repository lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            if (File.Exists(System.IO.Path.Combine(folder, "PromptGen.sln"))) return folder;
        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
