namespace PromptGen.Adapters;

/// <summary>
/// Puts a folder in place as a whole: it is written under a temporary name beside its target and then moved. A folder that was there
/// is moved aside first; a process that is killed between the two moves leaves it beside the target, its name ending in <c>.old</c>.
/// </summary>
internal static class FolderReplacement
{
    /// <param name="folder">The target.</param>
    /// <param name="mayReplace">Whether a non-empty folder that is there may be replaced; null: none may.</param>
    /// <param name="write">Writes the files into the folder it is given.</param>
    /// <exception cref="AdapterException">The target may not be replaced, or cannot be written.</exception>
    public static void Write(string folder, Func<string, bool>? mayReplace, Action<string> write)
    {
        var target = Target(folder);
        CheckTarget(target, mayReplace);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        var replaced = $"{target}.{Guid.NewGuid():N}.old";
        try
        {
            Directory.CreateDirectory(temporary);
            write(temporary);
            if (Directory.Exists(target)) Directory.Move(target, replaced);
            Directory.Move(temporary, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!Directory.Exists(target) && Directory.Exists(replaced)) Directory.Move(replaced, target);
            throw new AdapterException($"{target}: cannot be written ({e.Message}); what was there is unchanged.", e);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            if (Directory.Exists(replaced) && Directory.Exists(target)) Directory.Delete(replaced, recursive: true);
        }
    }

    /// <summary>Without a separator at the end, which would put the temporary folder inside the target.</summary>
    private static string Target(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Says early what <see cref="Write"/> would say after hours of training.</summary>
    /// <exception cref="AdapterException">The target may not be replaced, or its place cannot be written.</exception>
    public static void CheckTarget(string folder, Func<string, bool>? mayReplace)
    {
        if (File.Exists(folder)) throw new AdapterException($"{folder}: is a file; expected a folder for the adapter.");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && mayReplace?.Invoke(folder) is not true)
            throw new AdapterException($"{folder}: holds files{(mayReplace is null ? "" : " that are no adapter of PromptGen")}; choose another folder, nothing was changed.");
        var probe = $"{Target(folder)}.{Guid.NewGuid():N}.tmp";
        try
        {
            // Folders that are missing on the way are made when the adapter is written.
            var exists = Path.GetDirectoryName(probe)!;
            while (!Directory.Exists(exists)) exists = Path.GetDirectoryName(exists) ?? throw new DirectoryNotFoundException($"There is no '{exists}'.");
            probe = Path.Combine(exists, Path.GetFileName(probe));
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AdapterException($"{folder}: cannot be written ({e.Message}); choose another folder.", e);
        }
    }
}
