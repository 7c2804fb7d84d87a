using PromptGen.Cli.Terminal;
using System.CommandLine;
using PromptGen.Adapters;
using PromptGen.Cli.Inspection;
using PromptGen.Cli.Training;
using PromptGen.Encoders;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen inspect</c></summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var what = new Argument<FileSystemInfo>("what") { Description = "A Hugging Face checkpoint folder, an adapter folder, or a schema (.json)." };
        var preset = new Option<string?>("--preset") { Description = "The published size in which a schema is drawn; the first if not given.", HelpName = "name" };
        var encoders = new EncoderOptions();
        var command = new Command("inspect", """
            Says what something is: a checkpoint's encoder drawn part by part, what was loaded, ignored and missing, and what a prefix would
            cost; an adapter's task, labels, prefix and training; the encoder that a schema describes, with shapes, and where a prefix enters.

            Example:
              promptgen inspect models/bert-base-uncased
              promptgen inspect schemas/bert.json --preset bert-large-uncased
            """)
        {
            what, preset,
        };
        encoders.AddTo(command);
        command.SetAction(result =>
        {
            Run(result.GetRequiredValue(what).FullName, result.GetValue(preset), () => encoders.Registry(result), result.Streams().Results);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Run(string path, string? preset, Func<EncoderRegistry> registry, Screen console)
    {
        if (File.Exists(path)) SchemaInspection.Print(path, preset, console);
        else if (preset is not null) throw new UserException("--preset: chooses a size of a schema; expected a schema's file.");
        else if (AdapterFolder.IsAdapter(path)) AdapterInspection.Print(path, console);
        else if (Path.Exists(Path.Combine(path, "config.json"))) ModelFolder.Encoder(path, registry()).Accept(new CheckpointInspection(path, console));
        else throw new UserException($"{path}: is neither a schema (no file), nor a checkpoint (no config.json), nor an adapter (no promptgen.json, no adapter_config.json).");
    }
}
