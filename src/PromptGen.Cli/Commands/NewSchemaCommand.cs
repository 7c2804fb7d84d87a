using System.CommandLine;
using System.Text;
using PromptGen.Cli.Drafting;
using PromptGen.Cli.Schemas;
using PromptGen.Cli.Terminal;
using PromptGen.Files;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen new-schema</c></summary>
internal static class NewSchemaCommand
{
    public static Command Create()
    {
        var from = new Option<FileSystemInfo>("--from") { Description = "A checkpoint folder, or its config.json; the weights lie beside it.", Required = true, HelpName = "config.json" };
        var output = new Option<FileInfo>("--output") { Description = "The schema; a file that is not there yet.", Required = true, HelpName = "mine.json" };
        var architecture = new Option<string?>("--architecture") { Description = "Its name in C#, such as Mine for a MineEncoder; that of the model type if not given.", HelpName = "Mine" };
        var command = new Command("new-schema", """
            Drafts a schema of an encoder that PromptGen does not know, from a configuration and from names and shapes of the checkpoint's tensors. It
            says what it took for granted and what it could not place, and tries whether the checkpoint opens with it. Names and shapes do
            not tell everything that an encoder computes: hold it to recorded outputs with 'promptgen verify'.

            Example:
              promptgen new-schema --from models/mine/config.json --output mine.json
            """)
        {
            from, output, architecture,
        };
        command.SetAction(result =>
        {
            var given = result.GetRequiredValue(from).FullName;
            Run(File.Exists(given) ? Path.GetDirectoryName(given)! : given, result.GetRequiredValue(output).FullName, result.GetValue(architecture), result.Streams().Results);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Run(string folder, string output, string? architecture, Screen console)
    {
        if (Directory.Exists(output)) throw new UserException($"--output {output}: is a folder; name a file in it.");
        if (File.Exists(output)) throw new UserException($"--output {output}: is there already; name a new file.");
        if (!Directory.Exists(Path.GetDirectoryName(output))) throw new UserException($"--output {output}: there is no folder {Path.GetDirectoryName(output)}.");
        var (draft, opens, found) = CheckpointDraft.Of(folder, architecture, output);
        Write(output, draft.Text);
        JsonSchemaFile.WriteBeside(output);

        var isWhole = opens && draft.TellsPositions;
        console.Rows(
        [
            ("written", ShownPath.Of(output)),
            .. draft.Assumed.Select(note => ("assumed", $"{note.Place}: {note.Why}")),
            .. draft.Open.Select(note => ("left out", $"{note.Place} {note.Why}")),
            .. (opens && !isWhole ? $"no positions found: the weights fit, but nothing says where a token stands ({found})" : found).Split('\n')
                .Select((line, index) => (index > 0 ? "" : isWhole ? "opens" : "to mend", line)),
            .. isWhole ? [("next", $"compare it with recorded outputs: {Invocation.Command} verify FOLDER --schema {ShownPath.Quoted(output)}")] : Array.Empty<(string, string)>(),
        ]);
    }

    private static void Write(string output, string text)
    {
        try
        {
            WholeFile.Write(output, stream => stream.Write(Encoding.UTF8.GetBytes(text)), replace: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"--output {output}: cannot be written ({e.Message}).");
        }
    }
}
