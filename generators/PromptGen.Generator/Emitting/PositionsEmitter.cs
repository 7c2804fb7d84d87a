using System.Collections.Generic;
using System.Linq;
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
        var tables = architecture.Embeddings.Tables.Where(table => table.Index is TableIndex.Positions or TableIndex.BlockPositions).ToList();
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

    private static string Padding(Architecture architecture) =>
        "config." + ConfigEmitter.IdMember(architecture.Ids.First(id => id.Name == architecture.Embeddings.Positions.Padding));
}
