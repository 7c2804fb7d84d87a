using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>embeddings</c>.</summary>
internal static class EmbeddingsReader
{
    public static readonly Noun Noun = new("embeddings", "a set of embeddings", "width", "tables", "positions", "normAfter", "padding", "dropout", "projection");
    public static readonly Noun ProjectionNoun = new("embeddingProjection", "a projection of embeddings", "from", "bias", "presence");
    public static readonly Noun TableNoun = new("embeddingTable", "an embedding table", "rows", "index", "from", "when");
    public static readonly Noun PositionsNoun = new("positions", "a numbering of positions", "count", "prefix", "padding", "limit");

    public static Embeddings Read(JsonNode? node, SchemaScope scope)
    {
        if (node is null || Noun.Read(node, "embeddings", scope.Findings) is not { } embeddings)
            return new Embeddings(1, [], Positions.Unsaid, null, PaddingEmbeddings.Kept, null, null, default);
        var tables = scope.Map(embeddings.Required("tables"), "tables", "an object of tables").Select(member => ReadTable(member, scope)).ToEquatable();
        if (embeddings.Optional("tables") is { Kind: JsonKind.Object } map) CheckWords(map, tables, scope);
        return new Embeddings(
            SizeReader.ReadExpression(embeddings.Required("width"), "width", scope),
            tables,
            ReadPositions(embeddings, tables, scope),
            PartReader.ReadNorm(embeddings.Optional("normAfter"), "normAfter", scope),
            embeddings.Optional("padding") is { } padding ? Words.PaddingEmbeddings.Read(padding, "padding", scope.Findings) : PaddingEmbeddings.Kept,
            scope.OptionalRate(embeddings.Optional("dropout"), "dropout"),
            ReadProjection(embeddings.Optional("projection"), scope),
            embeddings.Place);
    }

    private static void CheckWords(JsonNode map, EquatableArray<EmbeddingTable> tables, SchemaScope scope)
    {
        var words = tables.Where(table => table.Index == TableIndex.Ids).ToList();
        // A table whose index is not known, which is reported, may be the one.
        if (words.Count == 0 && tables.All(table => table.Index is not null)) scope.Findings.Add(Rules.WordTable, map.Place, "there is none", "add it to 'tables'");
        foreach (var other in words.Skip(1))
            scope.Findings.Add(Rules.WordTable, other.NamedAt.Place, $"'{other.Name}' is one beside '{words[0].Name}'", "remove it, or give it another index");
        foreach (var table in words.Where(table => table.When.Count > 0))
            scope.Findings.Add(Rules.WordTable, table.NamedAt.Place, $"'{table.Name}' may be absent", "remove its 'when', and give its rows a size that is never 0");
    }

    private static EmbeddingProjection? ReadProjection(JsonNode? node, SchemaScope scope) =>
        node is null || ProjectionNoun.Read(node, "projection", scope.Findings) is not { } projection ? null : new EmbeddingProjection(
            PartReader.ReadLinear(projection, scope), Words.ProjectionPresences.Read(projection.Required("presence"), "presence", scope.Findings));

    private static EmbeddingTable ReadTable(JsonMember member, SchemaScope scope)
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "a table");
        if (TableNoun.Read(member.Value, member.Name, scope.Findings) is not { } table)
            return new EmbeddingTable(member.Name, 1, null, "", [], member.NamePlace, member.NamePlace);
        var from = table.Required("from");
        var rows = SizeReader.ReadOptional(table.Required("rows"), "rows", scope, out var given);
        return new EmbeddingTable(
            member.Name,
            rows,
            Words.TableIndexes.TryRead(table.Required("index"), "index", scope.Findings, out var index) ? index : null,
            PathReader.Read(from, "from", scope),
            [.. OptionReader.ReadWhen(table.Optional("when"), scope), .. given],
            from?.Place ?? table.Place,
            member.NamePlace);
    }

    private static Positions ReadPositions(Members embeddings, EquatableArray<EmbeddingTable> tables, SchemaScope scope)
    {
        var node = embeddings.Optional("positions");
        if (node is null && tables.Any(table => table.Index is TableIndex.Positions or TableIndex.BlockPositions))
            scope.Findings.Add(Rules.PartNeeded, embeddings.Place, "A table indexed by positions", "'positions'", "say how tokens are numbered");
        if (node is null || PositionsNoun.Read(node, "positions", scope.Findings) is not { } positions)
            return Positions.Unsaid;

        var countNode = positions.Required("count");
        var isKnown = Words.PositionCounts.TryRead(countNode, "count", scope.Findings, out var count);
        var padding = positions.Optional("padding");
        if (count == PositionCount.AfterPadding && padding is null)
            scope.Findings.Add(Rules.PartNeeded, countNode!.Place, "'afterPadding'", "'padding'", "name the id that does not count");
        if (isKnown && count != PositionCount.AfterPadding && padding is not null)
            scope.Findings.Add(Rules.PartNeeded, padding.Place, "'padding'", "'afterPadding'", "count so, or leave it out");
        if (isKnown && count != PositionCount.Blocks && tables.FirstOrDefault(table => table.Index == TableIndex.BlockPositions) is { } blocks)
            scope.Findings.Add(Rules.PartNeeded, blocks.NamedAt.Place, "A table indexed by block positions", "positions that count 'blocks'", "count so, or leave the table out");
        var limit = positions.Optional("limit");
        if (limit is not null && tables.FirstOrDefault(table => table.Index is TableIndex.Positions or TableIndex.BlockPositions) is { } table)
            scope.Findings.Add(Rules.Excluded, limit.Place, "limit", $"the table '{table.Name}', whose rows limit positions", "one of the two");
        return new Positions(
            count,
            Words.PrefixPositions.Read(positions.Required("prefix"), "prefix", scope.Findings),
            padding is null ? null : scope.Id(padding, "padding"),
            limit is null ? null : SizeReader.ReadExpression(limit, "limit", scope),
            positions.Place);
    }
}
