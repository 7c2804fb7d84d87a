using System.Reflection;

namespace PromptGen.Tests.Build;

/// <summary>A program of this repository, as it was built with these tests.</summary>
internal static class BuiltProgram
{
    private static readonly string Configuration =
        typeof(BuiltProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Configuration").Value!;

    /// <param name="folder">Of the project, from the repository's root on; its last part names the assembly.</param>
    /// <returns>The assembly that <c>dotnet</c> runs.</returns>
    public static string Path(params string[] folder) => Directory
        .EnumerateFiles(Repository.Path([.. folder, "bin", Configuration]), $"{folder[^1]}.dll", SearchOption.AllDirectories).First();
}
