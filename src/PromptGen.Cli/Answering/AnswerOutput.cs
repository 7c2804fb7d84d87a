using System.Text;
using PromptGen.Cli.Schemas;
using PromptGen.Files;

namespace PromptGen.Cli.Answering;

/// <summary>
/// Where the JSON lines of <c>promptgen predict</c> go: standard output, a file that is there as a whole or not at all, or a pipe or device as it is.
/// </summary>
internal sealed class AnswerOutput : IDisposable
{
    private readonly string output;
    private readonly Stream standardOutput;
    private readonly WholeFile? file;

    private AnswerOutput(string output, Stream standardOutput, WholeFile? file) => (this.output, this.standardOutput, this.file) = (output, standardOutput, file);

    /// <summary>Opens the output, before anything is loaded.</summary>
    /// <param name="output">The file; <c>-</c> is standard output.</param>
    /// <param name="input">The file with the texts, which is not written over; <c>-</c> is none.</param>
    /// <param name="read">The folders of model and adapters, of which no file is written over.</param>
    /// <param name="standardOutput">Standard output; it stays open.</param>
    /// <exception cref="UserException">The file cannot be written, or is one of those that are read.</exception>
    public static AnswerOutput Open(string output, string input, IEnumerable<string> read, Stream standardOutput)
    {
        if (output == "-") return new AnswerOutput(output, standardOutput, null);
        if (input != "-" && WholeFile.Replaces(output) && Path.GetFullPath(input) == Path.GetFullPath(output))
            throw new UserException($"--output {output}: is the file with the texts; name another one.");
        if (WholeFile.Replaces(output) && Path.GetDirectoryName(RealPath.Of(output)) is { } folder && read.FirstOrDefault(other => RealPath.Of(other) == folder) is { } own)
            throw new UserException($"--output {output}: is a file of {own}, which is read; name another one.");
        try
        {
            return new AnswerOutput(output, standardOutput, WholeFile.Create(output));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotBeWritten(output, e);
        }
    }

    /// <summary>Has all lines written.</summary>
    /// <param name="write">Writes. What it throws leaves a file as it was before.</param>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public void Write(Action<TextWriter> write)
    {
        if (file is null)
        {
            using var standard = new StreamWriter(standardOutput, new UTF8Encoding(false), leaveOpen: true);
            write(standard);
            return;
        }
        try
        {
            using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(false), leaveOpen: true)) write(writer);
            file.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotBeWritten(output, e);
        }
    }

    /// <summary>Removes what was not written to its end.</summary>
    public void Dispose() => file?.Dispose();

    private static UserException CannotBeWritten(string output, Exception e) => new($"--output {output}: cannot be written ({e.Message}).");
}
