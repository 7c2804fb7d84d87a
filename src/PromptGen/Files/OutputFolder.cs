namespace PromptGen.Files;

/// <summary>Says before the work whether its results can be written.</summary>
public static class OutputFolder
{
    /// <summary>Checks that a folder is there and can be written into, or can be made.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">It is a file, lies within a file, or cannot be written; the message names it.</exception>
    public static void CheckWritable(string folder)
    {
        var existing = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        while (!Directory.Exists(existing))
        {
            if (FileNature.Of(existing) is { } nature)
                throw new IOException($"{folder}: cannot be written, as {(Path.GetFullPath(folder) == existing ? "it" : existing)} is {nature}; choose another folder.");
            existing = Path.GetDirectoryName(existing) ?? throw new IOException($"{folder}: cannot be written, as there is no {existing}; choose another folder.");
        }
        try
        {
            Directory.Delete(Directory.CreateDirectory(TemporaryName.For(Path.Combine(existing, ".promptgen-probe"))).FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{folder}: cannot be written ({e.Message}); choose another folder.", e);
        }
    }
}
