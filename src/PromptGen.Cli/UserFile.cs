using PromptGen.Files;

namespace PromptGen.Cli;

/// <summary>The kinds of files that only the command line reads.</summary>
internal static class UserFile
{
    public static readonly FileKind
        Recipe = Kind("a recipe, a JSON object of options") with { MostBytes = 1 << 20 },
        Schema = Kind("an architecture schema") with { MostBytes = 1 << 24 },
        Config = Kind("a configuration, a JSON object") with { MostBytes = 1 << 25 },
        Assembly = new("a .NET assembly", (message, _) => new UserException($"--backbones {message}")),
        Data = Kind("a file of examples, which is read more than once");

    private static FileKind Kind(string expected) => new(expected, (message, _) => new UserException(message));
}
