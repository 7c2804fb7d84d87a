using PromptGen.Files;

namespace PromptGen.Tasks.Reading;

/// <summary>A file of examples, opened.</summary>
internal static class DataFile
{
    private static readonly FileKind Kind = new("a file of examples", (message, inner) => new DataException(message, inner)) { MayBePipe = true };

    /// <param name="path">The file, or a pipe that is read once.</param>
    /// <param name="read">Reads it to its end.</param>
    /// <exception cref="DataException">It cannot be read, or <paramref name="read"/> says so.</exception>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        using var stream = RegularFile.Open(path, Kind);
        try
        {
            return read(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read ({e.Message}); expected {Kind.Expected}.", e);
        }
    }
}
