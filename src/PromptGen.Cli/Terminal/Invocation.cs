namespace PromptGen.Cli.Terminal;

/// <summary>How this program is called from where the user is, for commands that are there to be copied.</summary>
internal static class Invocation
{
    /// <summary><c>promptgen</c> where it is installed under this name, else the path of what runs.</summary>
    public static string Command { get; } = Path.GetFileNameWithoutExtension(Environment.ProcessPath) switch
    {
        "promptgen" => "promptgen",
        not null when IsTool(Environment.ProcessPath!) => "promptgen",
        "dotnet" or null => $"dotnet {ShownPath.Quoted(Path.ChangeExtension(typeof(Invocation).Assembly.Location, ".dll"))}",
        _ => ShownPath.Quoted(Environment.ProcessPath!),
    };

    /// <summary>Whether it runs where <c>dotnet tool install</c> keeps tools; the command by which it was called is a link to there.</summary>
    private static bool IsTool(string path) => path.Split(Path.DirectorySeparatorChar).Contains(".store");
}
