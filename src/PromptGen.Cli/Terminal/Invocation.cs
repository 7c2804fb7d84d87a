namespace PromptGen.Cli.Terminal;

/// <summary>How this program is called from where the user is, for commands that are there to be copied.</summary>
internal static class Invocation
{
    /// <summary><c>promptgen</c> where it is installed under this name, else the path of what runs.</summary>
    public static string Command { get; } = Path.GetFileNameWithoutExtension(Environment.ProcessPath) switch
    {
        "promptgen" => "promptgen",
        "dotnet" or null => $"dotnet {ShownPath.Quoted(Path.ChangeExtension(typeof(Invocation).Assembly.Location, ".dll"))}",
        _ => ShownPath.Quoted(Environment.ProcessPath!),
    };
}
