using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>relativePositions</c>.</summary>
internal static class RelativeTableReader
{
    public static readonly Noun Noun = new("relativePositions", "a table of relative positions", "farthest", "buckets", "from", "norm");

    public static RelativeTable? Read(JsonNode? node, SchemaScope scope)
    {
        if (node is null || Noun.Read(node, "relativePositions", scope.Findings) is not { } table) return null;
        var from = table.Required("from");
        return new RelativeTable(
            SizeReader.ReadExpression(table.Required("farthest"), "farthest", scope),
            table.Optional("buckets") is { } buckets ? SizeReader.ReadOptional(buckets, "buckets", scope, out _) : null,
            PathReader.Read(from, "from", scope),
            PartReader.ReadNorm(table.Optional("norm"), "norm", scope),
            from?.Place ?? table.Place);
    }

    /// <summary>Relative attention and the table belong together.</summary>
    public static void CheckUse(RelativeTable? table, Layers layers, SchemaScope scope)
    {
        var users = layers.Kinds.SelectMany(kind => kind.Blocks).OfType<AttentionBlock>().Where(block => block.Relative is not null).ToList();
        if (table is null)
            foreach (var user in users)
                scope.Findings.Add(Rules.PartNeeded, user.Relative!.At.Place, "Relative attention", "'relativePositions'", "add the table of vectors for distances");
        else if (users.Count == 0)
            scope.Findings.Add(Rules.PartNeeded, table.At.Place, "'relativePositions'", "an attention that is 'relative'", "remove the table");
    }
}
