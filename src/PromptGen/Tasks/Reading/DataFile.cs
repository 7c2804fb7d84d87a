namespace PromptGen.Tasks.Reading;

/// <summary>A file of examples, opened.</summary>
internal static class DataFile
{
    /// <param name="path">The file.</param>
    /// <param name="expected">What it should hold, for errors.</param>
    /// <param name="read">Reads it to its end.</param>
    /// <exception cref="DataException">It cannot be read.</exception>
    public static T Read<T>(string path, string expected, Func<Stream, T> read)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return read(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read ({e.Message}); expected {expected}.", e);
        }
    }
}
