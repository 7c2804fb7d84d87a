namespace PromptGen.Cli.Schemas;

/// <summary>Where a path leads when every link on the way is followed.</summary>
internal static class RealPath
{
    /// <param name="path">Of something that is there.</param>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            // A link's target may lie behind links of its own.
            real = new FileInfo(next).ResolveLinkTarget(returnFinalTarget: true) is { } target ? Of(target.FullName) : next;
        }
        return real;
    }
}
