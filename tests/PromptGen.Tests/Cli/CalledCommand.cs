using System.Text;
using PromptGen.Cli;
using PromptGen.Cli.Terminal;

namespace PromptGen.Tests.Cli;

/// <summary>
/// Calls <c>promptgen</c> in this process, where a test needs no process of its own: it takes milliseconds instead of seconds. Dropout draws from one
/// generator for the whole process, so whoever compares the bits of two trainings runs <see cref="CommandLine"/>.
/// </summary>
internal static class CalledCommand
{
    public static (int Status, string Output, string Error) Run(params string[] arguments) => Run([], arguments);

    public static (int Status, string Output, string Error) Run(byte[] input, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var status = Application.Run(
            arguments, new CommandStreams(new MemoryStream(input), output, error, outputIsTerminal: false, inputIsTerminal: false));
        return (status, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }
}
