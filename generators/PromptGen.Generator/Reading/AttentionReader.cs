using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads a block of kind <c>selfAttention</c>.</summary>
internal static class AttentionReader
{
    public static readonly Noun Noun = new("selfAttention", "a self-attention block",
        "kind", "heads", "keyValueHeads", "headSize", "visible", "window", "rotary", "query", "key", "value", "fused", "biases", "relative", "output", "weightDropout",
        "normBefore", "normAfter", "dropout");

    public static readonly Noun FusedNoun = new("fusedProjection", "a fused projection", "from", "bias", "layout");
    public static readonly Noun RotaryNoun = new("rotary", "a rotation", "base", "pairing");
    public static readonly Noun BiasesNoun = new("headBiases", "a set of biases", "query", "key", "value");
    public static readonly Noun RelativeNoun = new("relative", "relative attention", "kind", "scores", "keys", "queries", "shared", "dropout");
    public static readonly Noun RelativeKeysNoun = new("relativeKeys", "attention with relative keys", "kind", "scores", "distances", "from");

    public static Block Read(string name, Members block, SchemaScope scope)
    {
        var (separate, fused) = ReadProjections(block, scope);
        var relative = block.Optional("relative");
        RelativeKind? kind = relative is not null && KindReader.TryRead(relative, "relative", RelativeNoun.Article, Words.RelativeKinds, scope, out var known) ? known : null;
        if (relative is not null) scope.Exclude(block, "'relative'", "as many keys as queries, which distances are scored by", "keyValueHeads");
        return new AttentionBlock(
            name,
            SizeReader.ReadExpression(block.Required("heads"), "heads", scope),
            block.Optional("keyValueHeads") is { } keyValueHeads ? SizeReader.ReadExpression(keyValueHeads, "keyValueHeads", scope) : null,
            block.Optional("headSize") is { } headSize ? SizeReader.ReadExpression(headSize, "headSize", scope) : null,
            Words.Visibilities.Read(block.Required("visible"), "visible", scope.Findings),
            block.Optional("window") is { } window ? SizeReader.ReadExpression(window, "window", scope) : null,
            ReadRotary(block.Optional("rotary"), scope),
            separate,
            fused,
            ReadBiases(block.Optional("biases"), separate, fused, scope),
            kind == RelativeKind.Disentangled ? ReadRelative(relative!, separate, scope) : null,
            kind == RelativeKind.Keys ? ReadRelativeKeys(relative!, scope) : null,
            PartReader.ReadLinear(block.Required("output"), "output", scope),
            scope.OptionalRate(block.Optional("weightDropout"), "weightDropout"),
            PartReader.ReadNorm(block.Optional("normBefore"), "normBefore", scope, ofBlock: true),
            PartReader.ReadNorm(block.Optional("normAfter"), "normAfter", scope, ofBlock: true),
            scope.OptionalRate(block.Optional("dropout"), "dropout"),
            block.Place);
    }

    private static (SeparateProjections?, FusedProjection?) ReadProjections(Members block, SchemaScope scope)
    {
        if (block.Optional("fused") is not { } node)
        {
            return (new SeparateProjections(
                PartReader.ReadLinear(block.Required("query"), "query", scope),
                PartReader.ReadLinear(block.Required("key"), "key", scope),
                PartReader.ReadLinear(block.Required("value"), "value", scope)), null);
        }
        scope.Exclude(block, "'fused'", "separate projections, or one that is fused", "query", "key", "value");
        if (FusedNoun.Read(node, "fused", scope.Findings) is not { } fused) return (null, new FusedProjection(new Linear("", true, node.Place), FusedLayout.Blocks));
        return (null, new FusedProjection(PartReader.ReadLinear(fused, scope), Words.FusedLayouts.Read(fused.Required("layout"), "layout", scope.Findings)));
    }

    private static Rotary? ReadRotary(JsonNode? node, SchemaScope scope) =>
        node is null || RotaryNoun.Read(node, "rotary", scope.Findings) is not { } rotary ? null : new Rotary(
            scope.Number(rotary.Required("base"), "base"), Words.RotaryPairings.Read(rotary.Required("pairing"), "pairing", scope.Findings), rotary.Place);

    /// <summary>What is turned by positions needs a numbering, and a numbering something that reads it, or distances that it limits.</summary>
    /// <param name="scored">Whether distances are scored outside of the layers.</param>
    public static void CheckPositions(Embeddings embeddings, Layers layers, bool scored, SchemaScope scope)
    {
        var attentions = layers.Kinds.SelectMany(kind => kind.Blocks).OfType<AttentionBlock>().ToList();
        var rotaries = attentions.Select(block => block.Rotary).OfType<Rotary>().ToList();
        var hasDistances = scored || attentions.Any(block => block.RelativeKeys is not null);
        var tables = embeddings.Tables.Where(table => table.Index is TableIndex.Positions or TableIndex.BlockPositions).ToList();
        if (ReferenceEquals(embeddings.Positions, Positions.Unsaid))
        {
            foreach (var rotary in rotaries)
                scope.Findings.Add(Rules.PartNeeded, rotary.At.Place, "'rotary'", "'positions' of the embeddings", "say how tokens are numbered");
            return;
        }
        // What would read them may be what is wrong: one report is enough.
        if (!scope.Findings.HasErrors && rotaries.Count == 0 && tables.Count == 0 && embeddings.Positions.Count != PositionCount.Blocks && !(hasDistances && embeddings.Positions.Limit is not null))
            scope.Findings.Add(Rules.UnreadPositions, embeddings.Positions.At.Place);
        if (tables.FirstOrDefault(table => table.Index == TableIndex.Positions && table.When.Count == 0) is { } always)
            foreach (var rotary in rotaries) scope.Findings.Add(Rules.TwicePositioned, rotary.At.Place, always.Name);
    }

    private static EquatableArray<HeadBias> ReadBiases(JsonNode? node, SeparateProjections? separate, FusedProjection? fused, SchemaScope scope)
    {
        if (node is null || BiasesNoun.Read(node, "biases", scope.Findings) is not { } biases) return [];
        var read = new List<HeadBias>();
        foreach (var of in BiasesNoun.Properties)
        {
            if (biases.Optional(of) is not { } path) continue;
            read.Add(new HeadBias(of, PathReader.Read(path, of, scope), path.Place));
            var (projection, linear) = fused is null ? (of, of == "query" ? separate?.Query : of == "key" ? separate?.Key : separate?.Value) : ("fused", fused.Linear);
            if (linear is { Bias: true, From.Length: > 0 }) scope.Findings.Add(Rules.TwiceBiased, path.Place, of, projection);
        }
        return read.ToEquatable();
    }

    private static RelativeKeys? ReadRelativeKeys(JsonNode node, SchemaScope scope)
    {
        if (RelativeKeysNoun.Read(node, "relative", scope.Findings) is not { } keys) return null;
        var from = keys.Required("from");
        return new RelativeKeys(
            ReadScores(keys.Required("scores"), scope),
            SizeReader.ReadExpression(keys.Required("distances"), "distances", scope),
            PathReader.Read(from, "from", scope),
            from?.Place ?? keys.Place);
    }

    private static RelativeAttention? ReadRelative(JsonNode node, SeparateProjections? separate, SchemaScope scope)
    {
        if (RelativeNoun.Read(node, "relative", scope.Findings) is not { } relative) return null;
        var scores = ReadScores(relative.Required("scores"), scope);
        var shared = OptionReader.ReadChoice(relative.Optional("shared"), "shared", OptionKind.Switch, scope, value => scope.Boolean(value, "shared", false));
        if (separate is null && (shared.Fixed || shared.Option is not null))
            scope.Findings.Add(Rules.PartNeeded, relative.Optional("shared")!.Place, "'shared'", "separate projections to share", "give positions projections of their own");

        var read = new RelativeAttention(
            scores,
            relative.Optional("keys") is { } keys ? PartReader.ReadLinear(keys, "keys", scope) : null,
            relative.Optional("queries") is { } queries ? PartReader.ReadLinear(queries, "queries", scope) : null,
            shared,
            scope.OptionalRate(relative.Optional("dropout"), "dropout"),
            relative.Place);
        Need(RelativeScore.ContentToPosition, "contentToPosition", "keys", read.Keys);
        Need(RelativeScore.PositionToContent, "positionToContent", "queries", read.Queries);
        return read;

        void Need(RelativeScore score, string word, string property, Linear? linear)
        {
            var owns = read.Owns(score) is not null;
            if (owns && linear is null) scope.Findings.Add(Rules.PartNeeded, relative.Place, $"'{word}'", $"a projection of its own, '{property}'", "add it, or share those of the tokens");
            if (!owns && linear is not null) scope.Findings.Add(Rules.PartNeeded, linear.At.Place, $"'{property}'", $"scores '{word}' that do not share a projection", "leave it out");
        }
    }

    private static Choice<EquatableArray<RelativeScore>> ReadScores(JsonNode? node, SchemaScope scope) =>
        OptionReader.ReadChoice(node, "scores", OptionKind.RelativeScores, scope, list =>
        {
            if (list is { Kind: JsonKind.Array, Items.Count: 0 })
            {
                scope.Findings.Add(Rules.WrongType, list.Place, "scores", "empty", "at least one kind of score");
                return [RelativeScore.ContentToPosition, RelativeScore.PositionToContent];
            }
            return scope.Texts(list, "scores").Select(word =>
            {
                Words.RelativeScores.TryRead(word.Text, word.Place, scope.Findings, out var score);
                return score;
            }).ToEquatable();
        });
}
