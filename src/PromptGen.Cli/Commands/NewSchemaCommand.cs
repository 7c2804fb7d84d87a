using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Cli.Drafting;
using PromptGen.Cli.Terminal;
using PromptGen.Encoders;
using Spectre.Console;

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
            Run(File.Exists(given) ? Path.GetDirectoryName(given)! : given, result.GetRequiredValue(output).FullName, result.GetValue(architecture), AnsiConsole.Console);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Run(string folder, string output, string? architecture, IAnsiConsole console)
    {
        if (Directory.Exists(output)) throw new UserException($"--output {output}: is a folder; name a file in it.");
        if (File.Exists(output)) throw new UserException($"--output {output}: is there already; name a new file.");
        if (!Directory.Exists(Path.GetDirectoryName(output))) throw new UserException($"--output {output}: there is no folder {Path.GetDirectoryName(output)}.");
        var known = new EncoderRegistry(typeof(BertEncoder).Assembly);
        var read = CheckpointFolder.ReadConfig(folder);
        var config = Config(Path.Combine(folder, "config.json"));
        var modelType = config["model_type"]?.GetValueKind() == JsonValueKind.String ? (string?)config["model_type"] : null;
        if (modelType is not null && known.Find(read) is { } family)
            throw new UserException($"{Path.Combine(folder, "config.json")}: a '{modelType}' is known: it is a {family.Architecture}, and needs no schema.");

        IReadOnlyList<StoredTensor> tensors;
        using (var weights = CheckpointFolder.OpenWeights(folder)) tensors = weights.Tensors;
        var files = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).ToList();
        var name = architecture ?? TypeName(modelType ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));
        var (draft, opens, found) = Best(output, folder, config, tensors, files, name, known);
        Write(output, draft.Text);

        console.Rows(
        [
            ("written", ShownPath.Of(output)),
            .. draft.Assumed.Select(note => ("assumed", $"{note.Place}: {note.Why}")),
            .. draft.Open.Select(note => ("left out", $"{note.Place} {note.Why}")),
            (opens ? "opens" : "to mend", found),
            .. opens ? [("next", $"compare it with recorded outputs: {Invocation.Command} verify FOLDER --schema {ShownPath.Quoted(output)}")] : Array.Empty<(string, string)>(),
        ]);
    }

    /// <summary>Of a key that is there twice the last one counts, as where a checkpoint is opened.</summary>
    private static JsonObject Config(string file)
    {
        using var read = JsonDocument.Parse(File.ReadAllText(file));
        var config = new JsonObject();
        foreach (var property in read.RootElement.EnumerateObject()) config[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        return config;
    }

    /// <summary>An extension of a family that opens the checkpoint, else what names and shapes tell.</summary>
    private static (SchemaDraft Draft, bool Opens, string Found) Best(
        string output, string folder, JsonObject config, IReadOnlyList<StoredTensor> tensors, IReadOnlyList<string> files, string name, EncoderRegistry known)
    {
        var families = config["model_type"] is null ? [] : KnownFamily.Of(tensors, TokenizerOf(files), known.Encoders);
        foreach (var family in families)
        {
            var extension = KnownFamily.Extension(family, [.. families.Where(other => other != family)], config, name);
            if (Tried(extension, output, folder) is (true, var loaded)) return (extension, true, loaded);
        }
        var draft = SchemaDrafter.Draft(config, tensors, files, name);
        var (opens, found) = Tried(draft, output, folder);
        return (draft, opens, found);
    }

    private static (bool Opens, string Found) Tried(SchemaDraft draft, string output, string folder)
    {
        var trial = Directory.CreateTempSubdirectory("promptgen-");
        try
        {
            var file = Path.Combine(trial.FullName, Path.GetFileName(output));
            File.WriteAllText(file, draft.Text);
            var (opens, found) = DraftTrial.Of(file, folder);
            // It is said of the file that the user gets.
            return (opens, found.Replace(file, ShownPath.Of(output), StringComparison.Ordinal));
        }
        finally
        {
            trial.Delete(recursive: true);
        }
    }

    private static TokenizerKind? TokenizerOf(IReadOnlyList<string> files) => SchemaDrafter.TokenizerWord(files) switch
    {
        "wordPiece" => TokenizerKind.WordPiece,
        "byteLevelBpe" => TokenizerKind.ByteLevelBpe,
        "sentencePiece" => TokenizerKind.SentencePiece,
        _ => null,
    };

    /// <summary>A name for C#: <c>my-bert_v2</c> gives <c>MyBertV2</c>.</summary>
    private static string TypeName(string text)
    {
        var name = string.Concat(text.Split(['-', '_', '.', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => new string([.. word.Where(char.IsAsciiLetterOrDigit)])).Where(word => word.Length > 0)
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length > 0 && char.IsAsciiLetterUpper(name[0]) ? name : $"Model{name}";
    }

    private static void Write(string output, string text)
    {
        var temporary = $"{output}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"--output {output}: cannot be written ({e.Message.Replace(temporary, output, StringComparison.Ordinal)}).");
        }
    }
}
