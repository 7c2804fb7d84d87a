using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>How tokens are numbered, and how many fit.</summary>
internal static class PositionsEmitter
{
    public static string Positions(Architecture architecture)
    {
        var positions = architecture.Embeddings.Positions;
        var offset = positions.Prefix == PrefixPositions.Shifts ? "offset" : "zeros_like(offset)";
        return positions.Count switch
        {
            PositionCount.All => $"TokenPositions.All(input.Ids, {offset})",
            PositionCount.Blocks => positions.Prefix == PrefixPositions.Shifts ? "input.Positions + offset.unsqueeze(1)" : "input.Positions",
            PositionCount.AfterPadding => $"TokenPositions.AfterPadding(input.Ids, {offset}, {Padding(architecture)})",
            _ => throw new System.NotSupportedException($"count {positions.Count}"),
        };
    }

    public static string LongestInput(Architecture architecture)
    {
        var positions = architecture.Embeddings.Positions;
        var tables = Tables(architecture);
        var taken = positions.Count == PositionCount.AfterPadding ? $" - {Padding(architecture)} - 1" : "";
        var prefix = positions.Prefix == PrefixPositions.Shifts ? " - offset" : "";
        if (tables.Count == 0) return positions.Limit is { } limit ? Least([Parts.Size(limit)]) : "null";
        var always = tables.Where(table => table.When.Count == 0).Select(table => Parts.Size(table.Rows)).Distinct().ToList();
        if (always.Count > 0) return Least(always);
        // Where only some tables may be there, each limits what it is there for.
        var table = tables[0];
        return $"{string.Join(" && ", table.When.Select(condition => condition.Write()))} ? {Least([Parts.Size(table.Rows)])} : null";

        string Least(IReadOnlyList<string> rows) => rows.Aggregate((least, next) => $"Math.Min({least}, {next})") + taken + prefix;
    }

    /// <summary>The positions that prefix and tokens share under one choice of sizes: what <see cref="LongestInput"/> comes to without a prefix.</summary>
    /// <returns>Null: a prefix takes none of the tokens' positions, or there is no limit, or it depends on an id that a configuration must give.</returns>
    public static BigInteger? Shared(Architecture architecture, Choices choices)
    {
        var positions = architecture.Embeddings.Positions;
        if (positions.Prefix == PrefixPositions.Unshifted) return null;
        var tables = Tables(architecture);
        var limits = tables.Where(table => table.When.All(condition => condition.Holds(choices))).Select(table => table.Rows).ToList();
        if (tables.Count == 0 && positions.Limit is { } limit) limits.Add(limit);
        if (limits.Count == 0) return null;
        var least = limits.Select(rows => rows.Evaluate(choices.Sizes)).Min();
        return positions.Count == PositionCount.AfterPadding ? least - PaddingId(architecture).Default - 1 : least;
    }

    private static List<EmbeddingTable> Tables(Architecture architecture) =>
        [.. architecture.Embeddings.Tables.Where(table => table.Index is TableIndex.Positions or TableIndex.BlockPositions)];

    private static TokenId PaddingId(Architecture architecture) => architecture.Ids.First(id => id.Name == architecture.Embeddings.Positions.Padding);

    private static string Padding(Architecture architecture) => "config." + ConfigEmitter.IdMember(PaddingId(architecture));
}
