namespace PromptGen.Cli.Terminal;

/// <summary>Paths as people read and copy them.</summary>
internal static class ShownPath
{
    /// <summary>Relative to where the user is, if it lies below.</summary>
    public static string Of(string path) =>
        Path.GetRelativePath(Environment.CurrentDirectory, path) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path;

    /// <summary>As a shell takes it for one word.</summary>
    public static string Quoted(string path) => Word(Of(path));

    /// <summary>Any text as a shell takes it for one word.</summary>
    public static string Word(string text) => text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '/' or '\\' or '.' or '-' or '_' or ':')
        ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
