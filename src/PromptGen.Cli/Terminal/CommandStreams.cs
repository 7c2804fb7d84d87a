using System.CommandLine;
using System.Text;

namespace PromptGen.Cli.Terminal;

/// <summary>Where a command reads and writes.</summary>
internal sealed class CommandStreams : InvocationConfiguration
{
    /// <param name="input">Standard input; null: nobody has opened it.</param>
    /// <param name="output">Standard output; null: nobody has opened it.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="outputIsTerminal">Whether somebody looks at standard output.</param>
    /// <param name="inputIsTerminal">Whether somebody types.</param>
    public CommandStreams(Stream? input, Stream? output, Stream error, bool outputIsTerminal, bool inputIsTerminal)
    {
        // UTF-8 whatever the terminal's encoding: what others read is JSON.
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        (Input, InputIsTerminal) = (new StandardStream("standard input", input, "connect it to a file, a pipe or /dev/null"), inputIsTerminal);
        OutputStream = new StandardStream("standard output", output, "connect it to a file, a pipe or /dev/null");
        Output = new StreamWriter(new StandardStream("standard output", output, "connect it to a file, a pipe or /dev/null", isNeeded: false), encoding) { AutoFlush = true };
        Notes = new NoteWriter(new StreamWriter(error, encoding) { AutoFlush = true });
        Results = Screen = new Screen(Output, outputIsTerminal);
        // Failures are told by Application; Ctrl-C ends a command at once, but for `train`, which ends its step and saves.
        (EnableDefaultExceptionHandler, ProcessTerminationTimeout) = (false, null);
    }

    /// <summary>Those of this process.</summary>
    public static CommandStreams OfProcess()
    {
        var (input, output, error) = (StandardDescriptor.IsClosed(0), StandardDescriptor.IsClosed(1), StandardDescriptor.IsClosed(2));
        return new(
            input ? null : Console.OpenStandardInput(), output ? null : DescriptorStream.Output(), error ? Stream.Null : Console.OpenStandardError(),
            outputIsTerminal: !output && !Console.IsOutputRedirected, inputIsTerminal: !input && !Console.IsInputRedirected);
    }

    /// <summary>Standard input.</summary>
    public Stream Input { get; }

    /// <summary>Whether somebody types.</summary>
    public bool InputIsTerminal { get; }

    /// <summary>Standard output, for what is not for people.</summary>
    public Stream OutputStream { get; }

    /// <summary>Notes and errors.</summary>
    public NoteWriter Notes { get; }

    /// <summary>What a person asked for.</summary>
    public Screen Results { get; }

    /// <summary>What a person may like to see while it happens; dark where the command is to be quiet.</summary>
    public Screen Screen { get; private set; }

    /// <summary>Says before the work that nobody has opened standard output.</summary>
    /// <exception cref="UserException">Nobody has.</exception>
    public void RequireOutput() => OutputStream.Write([]);

    /// <summary>Leaves out all but results and errors.</summary>
    public void BeQuiet() => (Screen, Notes.IsQuiet) = (Screen.Dark, true);
}

/// <summary>The streams of a command that runs.</summary>
internal static class ParseResultStreams
{
    /// <summary>Where the command reads and writes.</summary>
    public static CommandStreams Streams(this ParseResult result) => (CommandStreams)result.InvocationConfiguration;
}
