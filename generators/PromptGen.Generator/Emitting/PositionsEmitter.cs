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
            PositionCount.AfterPadding => $"TokenPositions.AfterPadding(input.Ids, {offset}, {Padding(architecture)})",
            _ => throw new System.NotSupportedException($"count {positions.Count}"),
        };
    }

    public static string LongestInput(Architecture architecture)
    {
        var positions = architecture.Embeddings.Positions;
        var rows = architecture.Embeddings.Tables.Where(table => table.Index == TableIndex.Positions).Select(table => Parts.Size(table.Rows)).Distinct().ToList();
        if (rows.Count == 0) return "null";
        var taken = positions.Count == PositionCount.AfterPadding ? $" - {Padding(architecture)} - 1" : "";
        var prefix = positions.Prefix == PrefixPositions.Shifts ? " - offset" : "";
        return rows.Aggregate((least, next) => $"Math.Min({least}, {next})") + taken + prefix;
    }

    private static string Padding(Architecture architecture) =>
        "config." + ConfigEmitter.IdMember(architecture.Ids.First(id => id.Name == architecture.Embeddings.Positions.Padding));
}
