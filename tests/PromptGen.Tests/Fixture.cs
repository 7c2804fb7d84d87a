using PromptGen.Tests.Build;

namespace PromptGen.Tests;

/// <summary>The golden cases that the repository holds.</summary>
internal static class Fixture
{
    /// <summary>The folder of a case.</summary>
    public static string Folder(string name) => Repository.Path("tests", "PromptGen.Parity", "Fixtures", name);
}
