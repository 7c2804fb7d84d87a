namespace PromptGen.Files;

/// <summary>The names under which files and folders are written before they are put in place: <c>NAME.GUID.tmp</c>.</summary>
internal static class TemporaryName
{
    private const string Ending = ".tmp";

    /// <summary>A new name beside a target.</summary>
    public static string For(string target) => $"{target}.{Guid.NewGuid():N}{Ending}";

    /// <summary>Whether a name is one for a target of some name.</summary>
    public static bool IsFor(string name, string target) =>
        name.Length == target.Length + 1 + 32 + Ending.Length && name.StartsWith(target, StringComparison.Ordinal) && name[target.Length] == '.'
        && name.EndsWith(Ending, StringComparison.Ordinal) && Guid.TryParseExact(name.AsSpan(target.Length + 1, 32), "N", out _);

    /// <summary>Removes temporary files of a target that no process holds open: a process that was killed left them.</summary>
    public static void RemoveAbandoned(string target)
    {
        try
        {
            var name = Path.GetFileName(target);
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(target)!).Where(file => IsFor(Path.GetFileName(file), name)).ToList())
                if (FileNature.Of(file) is null or FileNature.Regular && !IsHeld(file)) File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is no condition of writing that an old remainder can be removed.
        }
    }

    private static bool IsHeld(string file)
    {
        try
        {
            File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
