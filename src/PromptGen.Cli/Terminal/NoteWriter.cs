namespace PromptGen.Cli.Terminal;

/// <summary>
/// What a command says beside its results, on standard error: notes and errors, a line each, with control characters shown. Nobody may be there to hear
/// it; the command goes on all the same.
/// </summary>
/// <param name="writer">Where it goes.</param>
internal sealed class NoteWriter(TextWriter writer)
{
    /// <summary>Writes an error.</summary>
    public void Error(string text) => Write($"promptgen: {text}");

    /// <summary>Writes an error of several lines. Only the first names the program, so that tools still find the places in the others.</summary>
    public void Error(IReadOnlyList<string> lines)
    {
        Error(lines[0]);
        foreach (var line in lines.Skip(1)) Write(line);
    }

    /// <summary>Writes a line.</summary>
    public void Write(string text)
    {
        try
        {
            writer.WriteLine(VisibleText.Of(text));
            writer.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The exit code still tells how it went.
        }
    }

    /// <summary>Says a fact, such as the device, unless the command is to be quiet.</summary>
    public void Say(string name, string value)
    {
        if (!IsQuiet) Write($"{name,-11} {value}");
    }

    /// <summary>Whether facts are left out.</summary>
    public bool IsQuiet { get; set; }
}
