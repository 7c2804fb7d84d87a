using System.Text.Json;
using System.Text.Json.Nodes;
using PromptGen.Checkpoints;
using PromptGen.Encoders;

namespace PromptGen.Cli.Drafting;

/// <summary>Drafts a schema from a configuration, and from the names and shapes of a checkpoint's tensors.</summary>
internal static class SchemaDrafter
{
    // In the order in which a schema has them, whatever is defined first.
    private static readonly string[] Definitions = ["sizes", "rates", "numbers", "options", "ids", "fixed"];

    /// <param name="config">The configuration.</param>
    /// <param name="tensors">What the checkpoint holds.</param>
    /// <param name="files">Names of the files in its folder, which tell the tokenizer.</param>
    /// <param name="architecture">What the encoder is to be called in C#.</param>
    /// <exception cref="UserException">There is no stack of layers, or no schema could describe how its weights are stored.</exception>
    public static SchemaDraft Draft(JsonObject config, IReadOnlyList<StoredTensor> tensors, IReadOnlyCollection<string> files, string architecture)
    {
        var (modules, loose) = StoredModule.Of(tensors);
        var stack = LayerStack.Find(modules) ?? throw new UserException("no tensor has the number of a layer in its name, so these are not the weights of a stack of layers.");
        if (TransposedMaps.Find(tensors, stack) is { } transposed) throw new UserException(transposed);
        var keys = new ConfigKeys(config);
        var draft = new SchemaDraft();
        var definitions = new DraftDefinitions(draft, keys);
        var parts = new DraftParts(draft, keys, definitions);
        var rotary = new RotarySigns(draft, keys, definitions, loose);

        draft.Root["$schema"] = "./architecture.schema.json";
        draft.Root["architecture"] = architecture;
        var modelType = config["model_type"] is JsonValue value && value.TryGetValue(out string? type) ? type : null;
        draft.Root["modelType"] = new JsonArray(modelType ?? architecture.ToLowerInvariant());
        if (modelType is null) draft.Assume("modelType", "the configuration has no 'model_type'");
        draft.Root["summary"] = "Drafted from a checkpoint; say here what is particular.";
        foreach (var kind in Definitions) draft.Of(kind);

        // Below the root of the backbone lies what begins as its layers do; heads lie beside it.
        bool IsDecoders(string path) => stack.Decoder is { } other && path.StartsWith($"{other}.", StringComparison.Ordinal);
        var outside = modules.Where(module => !stack.Holds(module.Path) && !IsDecoders(module.Path)).ToList();
        var root = Root(stack, outside, keys);
        var backbone = outside.Where(module => root == "" || module.Path.StartsWith($"{root}.", StringComparison.Ordinal)).ToList();
        var left = backbone.ToList();
        var width = keys.Number("hiddenSize") ?? throw new UserException("config.json has none of the keys by which a width is known, such as 'hidden_size'.");

        var drafted = new DraftEmbeddings(draft, keys, definitions, parts, rotary);
        var embeddings = drafted.Of(left, width, Below);
        var pooler = left.Take(module => module.Path.Contains("pool", StringComparison.OrdinalIgnoreCase) && module.IsLinear(width, width));
        var finalNorm = left.Take(module => module.IsNorm && module.Weight[0] == width && !module.Path.Contains("cls", StringComparison.Ordinal)
            && (DraftEmbeddings.IsFinal(module) || !module.Path.Contains("emb", StringComparison.OrdinalIgnoreCase)));
        if (embeddings is not null) draft.Root["embeddings"] = embeddings;
        draft.Root["layers"] = new DraftLayers(draft, keys, definitions, parts, rotary).Of(stack, Below(stack.From), width, finalNorm is not null, IsDecoder(keys, modules));
        if (finalNorm is not null)
        {
            draft.Root["finalNorm"] = parts.Norm(finalNorm, "finalNorm", Below(finalNorm.Path));
            draft.Assume("finalNorm", $"'{finalNorm.Path}' was taken for a norm behind the last layer");
        }
        if (pooler is not null)
        {
            draft.Root["pooler"] = new JsonObject { ["token"] = "first", ["dense"] = DraftParts.Linear(pooler, Below(pooler.Path)), ["activation"] = "tanh" };
            draft.Assume("pooler.activation", "'tanh' was written");
        }
        var beside = outside.Except(backbone).ToList();
        List<StoredModule> mayBeHeads = [.. beside, .. left];
        draft.Root["heads"] = new DraftHeads(draft, keys, parts).Of(mayBeHeads, width, pooler is not null);
        var ofHead = left.Except(mayBeHeads).ToList();

        var ignored = Ignored(draft, left.Except(ofHead), [.. beside, .. ofHead], [.. loose.Where(tensor => !IsDecoders(tensor.Name))], root, stack);
        ignored.AddRange(drafted.Unread.Select(Below));
        if (stack.Decoder is { } decoder)
        {
            ignored.Add(root == "" || decoder.StartsWith($"{root}.", StringComparison.Ordinal) ? Below(decoder) : $"/{decoder}");
            draft.Assume("checkpoint.ignored", $"'{decoder}' was taken for a decoder, which is no part of the encoder");
        }
        draft.Root["checkpoint"] = Checkpoint(tensors, root == "" ? [modelType ?? "", ""] : [root, ""], ignored);
        draft.Root["tokenizer"] = Tokenizer(draft, files);
        Fix(draft, keys, hasDecoder: stack.Decoder is not null);
        foreach (var kind in Definitions)
            if (draft.Of(kind).Count == 0) draft.Root.Remove(kind);
        return draft;

        string Below(string path) => root == "" ? path : path[(root.Length + 1)..];
    }

    /// <summary>Whether a model is a decoder, by its class or by the name that transformers gives the outputs of decoders that classify.</summary>
    public static bool IsDecoder(ConfigKeys config, IReadOnlyList<StoredModule> modules) => config.IsFor("CausalLM") || modules.Any(DraftHeads.IsScore);

    /// <summary>The path that layers and the table of words have in common.</summary>
    private static string Root(LayerStack stack, IReadOnlyList<StoredModule> outside, ConfigKeys keys)
    {
        if (DraftEmbeddings.Words(outside, keys) is not { } words) return "";
        var (one, other) = (stack.From.Split('.'), words.Path.Split('.'));
        return string.Join('.', one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First));
    }

    /// <summary>What lies beside the backbone, and buffers in it. Weights in it that found no place are said, not ignored.</summary>
    private static List<string> Ignored(
        SchemaDraft draft, IEnumerable<StoredModule> unplaced, IEnumerable<StoredModule> beside, IReadOnlyList<StoredTensor> loose, string root, LayerStack stack)
    {
        var ignored = new List<string> { "/classifier", "/qa_outputs" };
        foreach (var module in unplaced)
        {
            if (DraftHeads.HeadWithin(module.Path) is not { } head)
            {
                draft.Leave(module.Path, $"[{string.Join(", ", module.Weight)}] has no place in the schema");
                continue;
            }
            ignored.Add(head[(root == "" ? 0 : root.Length + 1)..]);
            draft.Assume("checkpoint.ignored", $"'{head}' was taken for a head, which is no part of the encoder");
        }
        // A name that the root begins with covers the backbone too.
        ignored.AddRange(beside.Select(module => module.Path.Split('.')[0]
            is var first && (root == first || root.StartsWith($"{first}.", StringComparison.Ordinal)) ? $"/{module.Path}" : $"/{first}"));
        foreach (var tensor in loose)
        {
            var isInside = root == "" ? tensor.Name.Contains('.', StringComparison.Ordinal) : tensor.Name.StartsWith($"{root}.", StringComparison.Ordinal);
            if (!isInside) ignored.Add($"/{tensor.Name.Split('.')[0]}");
            else if (IsBuffer(tensor)) ignored.Add(stack.General(tensor.Name)[(root == "" ? 0 : root.Length + 1)..]);
            else if (tensor.Type.Contains('F', StringComparison.Ordinal) || stack.Holds(tensor.Name)) draft.Leave(stack.General(tensor.Name), $"{tensor} is neither a 'weight' nor a 'bias' of a module, which is what a schema names");
            else ignored.Add(root == "" ? tensor.Name : tensor.Name[(root.Length + 1)..]);
        }
        return [.. ignored.Distinct()];
    }

    /// <summary>Whether a tensor is a constant that code keeps beside its weights: angles of rotary positions, numbers of positions, masks.</summary>
    private static bool IsBuffer(StoredTensor tensor) =>
        tensor.Name.Split('.')[^1] is "inv_freq" or "position_ids" or "token_type_ids" or "masked_bias"
        || tensor.Name.EndsWith(".bias", StringComparison.Ordinal) && tensor.Shape.Count > 2;

    private static JsonObject Checkpoint(IReadOnlyList<StoredTensor> tensors, IEnumerable<string> roots, IEnumerable<string> ignored)
    {
        var checkpoint = new JsonObject { ["roots"] = Texts(roots.Distinct()) };
        if (tensors.Any(tensor => StoredModule.Aliases.ContainsKey(tensor.Name.Split('.')[^1])))
            checkpoint["aliases"] = new JsonObject(StoredModule.Aliases.Select(alias => KeyValuePair.Create(alias.Key, (JsonNode?)alias.Value)));
        checkpoint["ignored"] = Texts(ignored);
        return checkpoint;
    }

    /// <summary>The kind of tokenizer that the files of a checkpoint show; null: none.</summary>
    public static TokenizerKind? TokenizerOf(IReadOnlyCollection<string> files) =>
        files.Contains("vocab.txt") ? TokenizerKind.WordPiece
        : files.Contains("merges.txt") ? TokenizerKind.ByteLevelBpe
        : files.Any(file => file.EndsWith(".model", StringComparison.Ordinal)) ? TokenizerKind.SentencePiece
        : null;

    private static string Tokenizer(SchemaDraft draft, IReadOnlyCollection<string> files)
    {
        if (TokenizerOf(files) is { } kind) return JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
        draft.Assume("tokenizer", "no vocab.txt, merges.txt or .model lies beside the weights; 'wordPiece' was written");
        return "wordPiece";
    }

    /// <summary>What the configuration says besides may make another encoder when it is otherwise, so only what it says now is covered.</summary>
    private static void Fix(SchemaDraft draft, ConfigKeys keys, bool hasDecoder)
    {
        foreach (var (key, isOn) in keys.Switches) draft.Of("fixed")[key] = isOn;
        foreach (var (key, value) in keys.Unread.Where(pair => !(hasDecoder && pair.Key.StartsWith("decoder_", StringComparison.Ordinal))))
        {
            if (key == "sliding_window" && keys.At("use_sliding_window") is JsonValue isUsed && isUsed.TryGetValue(out bool use) && !use) continue;
            if (ForeignKeys.Meaning(key, value!.ToJsonString()) is { } meaning) draft.Leave($"'{key}': {value.ToJsonString()}", $"is beyond the language: it {meaning}");
            else if (ForeignKeys.IsHarmless(key, value.ToJsonString())) draft.Of("fixed")[key] = value.DeepClone();
            else if (value.GetValueKind() is JsonValueKind.True or JsonValueKind.False or JsonValueKind.String && IsName(key))
            {
                draft.Of("fixed")[key] = value.DeepClone();
                draft.Assume($"fixed.{key}", $"what it means is not known; a configuration with another value than {value.ToJsonString()} will be refused");
            }
            else
            {
                draft.Leave($"'{key}': {value.ToJsonString()}", "is a key of the configuration that the schema does not read");
            }
        }
    }

    /// <summary>Whether a schema can name a key of the configuration.</summary>
    private static bool IsName(string key) => key.Length > 0 && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.');

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)text)];
}
