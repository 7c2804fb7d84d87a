using System.Text.Json.Nodes;
using PromptGen.Checkpoints;
using PromptGen.Cli.Schemas;
using PromptGen.Encoders;

namespace PromptGen.Cli.Drafting;

/// <summary>Families that give every weight of a checkpoint a place under the name that it has: a schema of such a checkpoint extends theirs.</summary>
internal static class KnownFamily
{
    /// <param name="tensors">What the checkpoint holds.</param>
    /// <param name="tokenizer">The kind of tokenizer beside it.</param>
    /// <param name="isDecoder">Whether its tokens see those before them alone, which no family fits that lets them see all.</param>
    /// <param name="known">Families to compare with.</param>
    /// <returns>Those that fit, the best first: few modules of theirs are absent, their tokenizer is of that kind, and others extend them.</returns>
    public static IReadOnlyList<EncoderDescription> Of(IReadOnlyList<StoredTensor> tensors, TokenizerKind? tokenizer, bool isDecoder, IEnumerable<EncoderDescription> known)
    {
        var (modules, _) = StoredModule.Of(tensors);
        if (LayerStack.Find(modules) is not { } stack) return [];
        string[] inLayers = [.. stack.Layers.SelectMany(layer => layer).Select(module => $"{stack.From}.{module.Path}").Distinct()];
        string[] outside = [.. modules.Select(module => module.Path).Where(path => !stack.Holds(path))];
        return
        [
            .. from family in known
               where !isDecoder || PublishedSchemas.IsCausal(family.Architecture)
               let absent = family.Checkpoint.Roots.Select(root => Absent(family.Checkpoint, root, inLayers, outside)).Min()
               where absent is not null
               orderby absent, family.Tokenizers.Contains(tokenizer ?? family.Tokenizers[0]) ? 0 : 1, PublishedSchemas.Of(family.Architecture).Extends
               select family,
        ];
    }

    /// <summary>A schema that says no more than whose it is.</summary>
    /// <param name="family">The family.</param>
    /// <param name="others">Families that fit as well.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="architecture">What the encoder is to be called in C#.</param>
    public static SchemaDraft Extension(EncoderDescription family, IReadOnlyList<EncoderDescription> others, JsonObject config, string architecture)
    {
        var draft = new SchemaDraft();
        draft.Root["$schema"] = "./architecture.schema.json";
        draft.Root["extends"] = PublishedSchemas.Of(family.Architecture).File;
        draft.Root["architecture"] = architecture;
        draft.Root["modelType"] = new JsonArray(config["model_type"]!.DeepClone());
        draft.Root["summary"] = "Drafted from a checkpoint; say here what is particular.";
        draft.Assume("extends", $"all weights have names and shapes of a {family.Architecture}, and the configuration its keys; what these do not tell, such as where norms stand, was taken for the same");
        if (others.Count > 0)
        {
            draft.Assume("extends", $"{string.Join(", ", others.Select(other => PublishedSchemas.Of(other.Architecture).File))} {(others.Count == 1 ? "has" : "have")} the same names and may fit better: "
                + "they differ in what names do not tell, such as how positions are counted");
        }
        return draft;
    }

    /// <summary>How many modules of a family a checkpoint lacks under one root; null: it has weights of which the family knows nothing.</summary>
    private static int? Absent(CheckpointMap map, string root, string[] inLayers, string[] outside)
    {
        string Under(string path) => path[0] == '/' ? path[1..] : root == "" ? path : $"{root}.{path}";

        var named = map.Modules.Values.Select(Under).ToHashSet();
        if (inLayers.Any(path => !named.Contains(path)) || !outside.Any(named.Contains)) return null;
        var unknown = outside.Where(path => !named.Contains(path) && (root == "" || path.StartsWith($"{root}.", StringComparison.Ordinal)));
        return unknown.Any(path => !map.Ignored.Any(entry => path == Under(entry) || path.StartsWith($"{Under(entry)}.", StringComparison.Ordinal)))
            ? null
            : named.Count(path => !inLayers.Contains(path) && !outside.Contains(path));
    }
}
