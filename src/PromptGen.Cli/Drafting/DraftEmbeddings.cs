using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PromptGen.Cli.Drafting;

/// <summary>Drafts <c>embeddings</c> from the modules outside of the layers.</summary>
internal sealed partial class DraftEmbeddings(SchemaDraft draft, ConfigKeys config, DraftDefinitions definitions, DraftParts parts, RotarySigns rotary)
{
    private readonly List<string> unread = [];

    /// <summary>Paths of tables that the checkpoint holds and the encoder does not read.</summary>
    public IReadOnlyList<string> Unread => unread;

    /// <summary>Takes what it uses out of <paramref name="left"/>.</summary>
    /// <param name="left">Modules outside of the layers.</param>
    /// <param name="width">Of the layers.</param>
    /// <param name="below">A path without the root.</param>
    public JsonObject? Of(List<StoredModule> left, long width, Func<string, string> below)
    {
        if (Words(left, config) is not { } words)
        {
            draft.Leave("embeddings.tables", $"none was found: {config.Said("vocabSize")}, and no table has as many rows, nor a name of words or tokens");
            return null;
        }
        left.Remove(words);
        var own = words.Weight[1];
        var tables = new JsonObject { ["word"] = Table(definitions.Size("vocabSize", words.Weight[0]), "ids", below(words.Path)) };
        var embeddings = new JsonObject
        {
            ["width"] = own == width ? definitions.Size("hiddenSize", width) : definitions.Size("embeddingSize", own),
            ["tables"] = tables,
        };

        // Of several tables whose names fit, that with as many rows as the configuration says.
        var types = Named(left, own, TypeNames(), "tokenTypeCount") ?? Named(left, own, OtherTypeNames(), "tokenTypeCount");
        var position = Named(left, own, PositionNames(), "maxPositions")
            ?? left.Take(module => IsTable(module, own) && module.Weight[0] == config.Number("maxPositions"));
        if (position is not null && (rotary.IsOfKind("rotary") || rotary.IsOfKind("rope")))
        {
            // ESM keeps the table of its first version.
            unread.Add(position.Path);
            draft.Assume("checkpoint.ignored", $"'{position.Path}' is not read, since the configuration says that positions turn queries and keys");
            position = null;
        }
        if (position is not null) tables["position"] = Table(definitions.Size("maxPositions", position.Weight[0]), "positions", below(position.Path));
        if (types is not null) tables["tokenType"] = Table(definitions.Size("tokenTypeCount", types.Weight[0]), "tokenTypes", below(types.Path));
        if (Positions(position) is { } positions) embeddings["positions"] = positions;

        if (left.Take(module => module.IsNorm && module.Weight[0] == own && IsOfEmbeddings(module, words)) is { } norm)
            embeddings["normAfter"] = parts.Norm(norm, "embeddings.normAfter", below(norm.Path));
        if ((definitions.Rate("embeddingDropout") ?? definitions.Rate("hiddenDropout")) is { } dropout) embeddings["dropout"] = dropout;
        if (left.Take(module => module.IsLinear(width, own) && own != width) is { } projection)
        {
            embeddings["projection"] = new JsonObject { ["from"] = below(projection.Path), ["presence"] = "widthsDiffer" };
            draft.Assume("embeddings.projection.presence", "that a configuration with one width for both has no projection was taken for granted; the other way is 'always'");
        }
        return embeddings;
    }

    private JsonObject? Positions(StoredModule? table)
    {
        if (table is not null)
        {
            // Positions that begin behind the padding id need that many rows more than a power of two.
            var padding = config.Number("padding");
            if (padding > 0 && BitOperations.IsPow2(table.Weight[0] - padding.Value - 1))
            {
                draft.Of("ids")["padding"] = new JsonObject { ["config"] = config.Key("padding") };
                draft.Assume("embeddings.positions.count", $"'afterPadding', since {table.Weight[0]} rows are a power of two and those up to the padding id {padding}; else 'all'");
                return new JsonObject { ["count"] = "afterPadding", ["padding"] = "padding", ["prefix"] = "shifts" };
            }
            draft.Assume("embeddings.positions.prefix", "that positions of tokens begin behind the prefix ('shifts'), as in the authors' BERT; the other way is 'unshifted'");
            return new JsonObject { ["count"] = "all", ["prefix"] = "shifts" };
        }
        if (rotary.IsOfKind("alibi") || config.Says("alibi", "use_alibi"))
        {
            draft.Root["scoreBias"] = new JsonObject { ["kind"] = "linear" };
            return null;
        }
        if (!rotary.Any)
        {
            draft.Leave("embeddings.positions", "there is neither a table of positions nor a base of rotary ones, so nothing says where a token stands; see 'scoreBias' and 'relativePositions'");
            return null;
        }
        var positions = new JsonObject { ["count"] = "all", ["prefix"] = "shifts" };
        if (config.Number("maxPositions") is { } limit) positions["limit"] = definitions.Size("maxPositions", limit);
        return positions;
    }

    /// <summary>The table of words: by its rows, or by its name where the configuration says no such number.</summary>
    public static StoredModule? Words(IReadOnlyList<StoredModule> modules, ConfigKeys config)
    {
        var tables = modules.Where(module => module.Weight.Count == 2 && !module.HasBias && !OutputNames().IsMatch(module.Path)).ToList();
        var named = tables.Where(module => WordNames().IsMatch(module.Path) && !OtherTypeNames().IsMatch(module.Path) && !PositionNames().IsMatch(module.Path)).ToList();
        return named.Concat(tables).FirstOrDefault(module => module.Weight[0] == config.Number("vocabSize")) ?? named.MaxBy(module => module.Weight[0]);
    }

    private StoredModule? Named(List<StoredModule> left, long width, Regex names, string rows)
    {
        var tables = left.Where(module => IsTable(module, width) && names.IsMatch(module.Path)).ToList();
        var table = tables.FirstOrDefault(module => module.Weight[0] == config.Number(rows)) ?? tables.FirstOrDefault();
        return left.Take(module => module == table);
    }

    private static JsonObject Table(JsonNode rows, string index, string from) => new() { ["rows"] = rows, ["index"] = index, ["from"] = from };

    [GeneratedRegex("word|tok|wte|embed_in", RegexOptions.IgnoreCase)]
    private static partial Regex WordNames();

    [GeneratedRegex("tok(en)?_?type|seg", RegexOptions.IgnoreCase)]
    private static partial Regex TypeNames();

    [GeneratedRegex("type|seg", RegexOptions.IgnoreCase)]
    private static partial Regex OtherTypeNames();

    [GeneratedRegex("lm_head|predictions|generator|decoder|classifier|embed_out|^output$", RegexOptions.IgnoreCase)]
    private static partial Regex OutputNames();

    [GeneratedRegex("pos|wpe", RegexOptions.IgnoreCase)]
    private static partial Regex PositionNames();

    private static bool IsTable(StoredModule module, long width) => module.Weight is [_, var columns] && columns == width && !module.HasBias;

    /// <summary>Whether a norm lies with the words, or says that it is of embeddings.</summary>
    private static bool IsOfEmbeddings(StoredModule norm, StoredModule words) => !IsFinal(norm)
        && (norm.Path.Contains("emb", StringComparison.OrdinalIgnoreCase)
        || (words.Path.Split('.') is [.. var folder, _] && folder.Length > 0 && folder[^1].Contains("emb", StringComparison.OrdinalIgnoreCase)
            && norm.Path.StartsWith(string.Join('.', folder) + ".", StringComparison.Ordinal)));

    /// <summary>Whether a norm's name says that it stands behind the layers, though it may name embeddings: ESM's 'emb_layer_norm_after'.</summary>
    public static bool IsFinal(StoredModule norm) => FinalNames().IsMatch(norm.Path);

    [GeneratedRegex(@"(^|[._])(final|after|last|ln_f)([._]|$)|after$", RegexOptions.IgnoreCase)]
    private static partial Regex FinalNames();
}
