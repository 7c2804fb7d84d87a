using System.Text.Json;
using System.Text.Json.Nodes;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Cli.Terminal;
using PromptGen.Encoders;
using PromptGen.Files;

namespace PromptGen.Cli.Drafting;

/// <summary>The schema that was drafted from a checkpoint, and what became of the checkpoint with it.</summary>
/// <param name="Draft">The schema.</param>
/// <param name="Opens">Whether the checkpoint opens.</param>
/// <param name="Found">What was loaded, or why it does not.</param>
internal sealed record CheckpointDraft(SchemaDraft Draft, bool Opens, string Found)
{
    /// <param name="folder">The checkpoint.</param>
    /// <param name="architecture">What the encoder is to be called in C#; null: as its model type is.</param>
    /// <param name="output">Where the schema is to lie, for what is said of it.</param>
    /// <exception cref="UserException">The model type is known, or the weights are no stack of layers.</exception>
    /// <exception cref="CheckpointException">The configuration or the weights cannot be read.</exception>
    public static CheckpointDraft Of(string folder, string? architecture, string output)
    {
        var known = new EncoderRegistry(typeof(BertEncoder).Assembly);
        var read = CheckpointFolder.ReadConfig(folder);
        var config = JsonNode.Parse(RegularFile.ReadUtf8(Path.Combine(folder, "config.json"), UserFile.Config).Span)!.AsObject();
        var modelType = config["model_type"]?.GetValueKind() == JsonValueKind.String ? (string?)config["model_type"] : null;
        if (modelType is not null && known.Find(read) is { } family)
            throw new UserException($"{Path.Combine(folder, "config.json")}: a '{modelType}' is known: it is a {family.Architecture}, and needs no schema.");

        IReadOnlyList<StoredTensor> tensors;
        using (var weights = CheckpointFolder.OpenWeights(folder)) tensors = weights.Tensors;
        var files = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).ToList();
        var name = architecture ?? TypeName(modelType ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));
        return Best(output, folder, config, tensors, files, name, known);
    }

    /// <summary>An extension of a family that opens the checkpoint, else what names and shapes tell.</summary>
    private static CheckpointDraft Best(
        string output, string folder, JsonObject config, IReadOnlyList<StoredTensor> tensors, IReadOnlyList<string> files, string name, EncoderRegistry known)
    {
        var families = config["model_type"] is null ? [] : KnownFamily.Of(tensors, SchemaDrafter.TokenizerOf(files), SchemaDrafter.IsDecoder(new ConfigKeys(config), StoredModule.Of(tensors).Modules), known.Encoders);
        foreach (var family in families)
        {
            var extension = KnownFamily.Extension(family, [.. families.Where(other => other != family)], config, name);
            if (Tried(extension, output, folder) is not { Opens: true } tried) continue;
            if (!AddHead(extension, tried, config, tensors)) return new(extension, true, tried.Found);
            var with = Tried(extension, output, folder);
            return new(extension, with.Opens, with.Found);
        }
        var draft = SchemaDrafter.Draft(config, tensors, files, name);
        var trial = Tried(draft, output, folder);
        return new(draft, trial.Opens, trial.Found);
    }

    /// <summary>Adds the head that is stored to an extension of a family that has no such head.</summary>
    private static bool AddHead(SchemaDraft extension, DraftTrial tried, JsonObject config, IReadOnlyList<StoredTensor> tensors)
    {
        var keys = new ConfigKeys(config);
        if (keys.Number("hiddenSize") is not { } width) return false;
        var heads = new DraftHeads(extension, keys, new DraftParts(extension, keys, new DraftDefinitions(extension, keys)));
        var beside = StoredModule.Of([.. tensors.Where(tensor => !tried.Loaded.Contains(tensor.Name))]).Modules;
        if (heads.OfStored([.. beside], width, tried.HasPooler, tried.Heads) is not { } stored) return false;
        extension.Root["heads"] = stored;
        return true;
    }

    private static DraftTrial Tried(SchemaDraft draft, string output, string folder)
    {
        var trial = Directory.CreateTempSubdirectory("promptgen-");
        try
        {
            var file = Path.Combine(trial.FullName, Path.GetFileName(output));
            File.WriteAllText(file, draft.Text);
            var tried = DraftTrial.Of(file, folder);
            // It is said of the file that the user gets.
            return tried with { Found = tried.Found.Replace(file, ShownPath.Of(output), StringComparison.Ordinal) };
        }
        finally
        {
            trial.Delete(recursive: true);
        }
    }

    /// <summary>A name for C#: <c>my-bert_v2</c> gives <c>MyBertV2</c>.</summary>
    private static string TypeName(string text)
    {
        var name = string.Concat(text.Split(['-', '_', '.', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => new string([.. word.Where(char.IsAsciiLetterOrDigit)])).Where(word => word.Length > 0)
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length > 0 && char.IsAsciiLetterUpper(name[0]) ? name : $"Model{name}";
    }
}
