using System.Text;

namespace PromptGen.Cli.Answering;

/// <summary>Where the JSON lines of <c>promptgen predict</c> go: standard output, or a file that is there as a whole or not at all.</summary>
internal static class AnswerOutput
{
    /// <summary>Opens the output, has it written, and closes it.</summary>
    /// <param name="output">The file; <c>-</c> is standard output.</param>
    /// <param name="standardOutput">Standard output; it stays open.</param>
    /// <param name="write">Writes. What it throws leaves a file as it was before.</param>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Write(string output, Stream standardOutput, Action<TextWriter> write)
    {
        if (output == "-")
        {
            using var standard = new StreamWriter(standardOutput, new UTF8Encoding(false), leaveOpen: true);
            write(standard);
            return;
        }
        var temporary = $"{output}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var writer = new StreamWriter(temporary)) write(writer);
            File.Move(temporary, output, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{output}: cannot be written ({e.Message}).");
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }
}
