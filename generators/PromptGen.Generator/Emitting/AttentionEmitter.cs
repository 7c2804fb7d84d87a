using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>Self-attention: projections, and one call into the runtime, which owns the kernel.</summary>
internal static class AttentionEmitter
{
    public static string Class(Architecture architecture, AttentionBlock block)
    {
        var name = BlockEmitter.ClassName(architecture, block);
        return Code.Of($$"""
            /// <summary>{{Summary(block)}}</summary>
            {{SchemaRemark.Of(architecture, block)}}
            internal sealed class {{name}} : Module
            {
                {{Parts.Fields(Fields(block))}}

                internal {{name}}({{architecture.Name}}Config config) : base(nameof({{name}}))
                {
                    {{Code.Lines(Constructions(block, architecture.Layers.Width))}}
                    RegisterComponents();
                }

                /// <param name="x">[B, T, C]</param>
                /// <param name="{{ContextEmitter.Name(architecture)}}">{{ContextEmitter.Description(architecture)}}</param>
                /// <param name="prefix">Keys and values placed before those of the tokens.</param>
                /// <returns>[B, T, C]</returns>
                internal Tensor Forward(Tensor x, {{ContextEmitter.Type(architecture)}} {{ContextEmitter.Name(architecture)}}, LayerPrefix? prefix)
                {
                    {{Code.Paragraphs([Code.Lines([Projections(block), Rotated(block)]), Positions(block), Attention(architecture, block)])}}
                }
            }
            """);
    }

    private static string Summary(AttentionBlock block) => block.Relative is null
        ? $"{(block.KeyValueHeads is null ? "Multi-head" : "Grouped-query")} self-attention over the tokens{(block.RelativeKeys is null ? "" : ", whose distances have keys of their own,")} and, where there is one, the prefix{(block.Rotary is null && block.RelativeKeys is null ? "" : ", which stands at no position")}."
        : "Disentangled self-attention: contents and distances of tokens score each other; the prefix has no distance and is scored by content alone.";

    private static IEnumerable<(string Type, string Name)> Fields(AttentionBlock block)
    {
        if (block.Separate is not null)
            foreach (var part in new[] { "query", "key", "value" }) yield return ("Linear", part);
        if (block.Fused is not null) yield return ("Linear", "projection");
        yield return ("Linear", "output");
        foreach (var bias in block.Biases) yield return ("HeadBias", bias.Field);
        if (block.Relative is { } relative)
        {
            foreach (var (score, field, _, _) in Scores)
                if (relative.Owns(score) is { } when) yield return ("Linear" + Parts.Optional(when), field);
            if (relative.Dropout is not null) yield return ("Dropout", "positionDropout");
            if (AsksScores(relative)) yield return ("RelativeScores", "scores");
        }
        if (block.RelativeKeys is not null) yield return ("Embedding", "distances");
        if (block.RelativeKeys?.Scores.Option is not null) yield return ("RelativeScores", "scores");
        yield return ("int", "heads");
        if (block.KeyValueHeads is not null) yield return ("int", "keyValueHeads");
        if (block.WeightDropout is not null) yield return ("double", "weightDropout");
    }

    private static readonly (RelativeScore Score, string Field, string Shared, string Local)[] Scores =
    [
        (RelativeScore.ContentToPosition, "positionKey", "key", "pk"),
        (RelativeScore.PositionToContent, "positionQuery", "query", "pq"),
    ];

    private static IEnumerable<string> Constructions(AttentionBlock block, SizeExpression width)
    {
        var numbers = new List<(string Field, string Value)> { ("heads", Parts.Size(block.Heads)) };
        if (block.KeyValueHeads is { } keyValueHeads) numbers.Add(("keyValueHeads", Parts.Size(keyValueHeads)));
        if (block.WeightDropout is { } dropout) numbers.Add(("weightDropout", Parts.Rate(dropout)));
        if (block.Relative is { } asked && AsksScores(asked) && asked.Scores.Option is { } scores) numbers.Add(("scores", "config." + Text.Pascal(scores)));
        if (block.RelativeKeys?.Scores.Option is { } terms) numbers.Add(("scores", "config." + Text.Pascal(terms)));
        yield return numbers.Count == 1
            ? $"heads = {numbers[0].Value};"
            : $"({string.Join(", ", numbers.Select(number => number.Field))}) = ({string.Join(", ", numbers.Select(number => number.Value))});";

        string inputs = Parts.Size(width), queries = inputs, keysAndValues = inputs, allThree = "3 * " + inputs;
        if (block.HeadSize is not null || block.KeyValueHeads is not null)
        {
            yield return $"var headSize = {Parts.Size(block.HeadSizeIn(width))};";
            queries = "heads * headSize";
            keysAndValues = block.KeyValueHeads is null ? queries : "keyValueHeads * headSize";
            allThree = block.KeyValueHeads is null ? "3 * " + queries : "(heads + 2 * keyValueHeads) * headSize";
        }
        if (block.Separate is { } separate)
        {
            yield return $"query = {Parts.NewLinear(separate.Query, inputs, queries)};";
            yield return $"key = {Parts.NewLinear(separate.Key, inputs, keysAndValues)};";
            yield return $"value = {Parts.NewLinear(separate.Value, inputs, keysAndValues)};";
        }
        if (block.Fused is { } fused) yield return $"projection = {Parts.NewLinear(fused.Linear, inputs, allThree)};";
        foreach (var bias in block.Biases) yield return $"{bias.Field} = Weights.HeadBias({(bias.Of == "query" ? queries : keysAndValues)});";
        if (block.Relative is { } relative)
        {
            foreach (var (score, field, _, _) in Scores)
                if (relative.Owns(score) is { } when && Linear(relative, score) is { } linear)
                    yield return Parts.If(when, $"{field} = {Parts.NewLinear(linear, inputs, queries)};");
            if (relative.Dropout is { } rate) yield return $"positionDropout = Dropout({Parts.Rate(rate)});";
        }
        if (block.RelativeKeys is { } relativeKeys)
            yield return $"distances = Weights.Embedding({Parts.Size(relativeKeys.Rows)}, {(block.HeadSize is not null || block.KeyValueHeads is not null ? "headSize" : Parts.Size(block.HeadSizeIn(width)))});";
        yield return $"output = {Parts.NewLinear(block.Output, queries, inputs)};";
    }

    private static Linear? Linear(RelativeAttention relative, RelativeScore score) => score == RelativeScore.ContentToPosition ? relative.Keys : relative.Queries;

    private static string Projections(AttentionBlock block)
    {
        var biases = block.Biases.Select(bias => $"{bias.Of[0]} = {bias.Field}.forward({bias.Of[0]});");
        var grouped = block.KeyValueHeads is not null;
        if (block.Fused is { } fused)
        {
            var (counts, shapes) = grouped ? ("heads, keyValueHeads", "[B, N, T, D], [B, N_kv, T, D] twice") : ("heads", "[B, N, T, D] each");
            return Code.Lines([$"var (q, k, v) = HeadAxis.Split{fused.Layout}(projection.forward(x), {counts}); // {shapes}", .. biases]);
        }
        var heads = grouped ? "keyValueHeads" : "heads";
        var shape = grouped ? "[B, N_kv, T, D]" : "[B, N, T, D]";
        return Code.Lines(
        [
            Code.Aligned(" // ",
            [
                ("var q = HeadAxis.Split(query.forward(x), heads);", "[B, N, T, D]"),
                ($"var k = HeadAxis.Split(key.forward(x), {heads});", shape),
                ($"var v = HeadAxis.Split(value.forward(x), {heads});", shape),
            ]),
            .. biases,
        ]);
    }

    private static string Rotated(AttentionBlock block) => block.Rotary is null ? "" : "(q, k) = (context.Rotary.Rotate(q), context.Rotary.Rotate(k));";

    private static string Positions(AttentionBlock block)
    {
        if (block.RelativeKeys is { } relativeKeys)
            return $"var distant = RelativeKeys.Scores(q, k, distances.weight!, {Terms(relativeKeys)}); // [B, N, T, T]";
        if (block.Relative is not { } relative) return "";
        var lines = new List<(string, string)>
        {
            ($"var positions = {(relative.Dropout is null ? "context.Relative.Vectors" : "positionDropout.forward(context.Relative.Vectors)")};", "[R, C]"),
        };
        foreach (var (score, own, shared, local) in Scores)
            if (MayScore(relative, score)) lines.Add(($"var {local} = {Projected(relative, score, own, shared)};", "[N, R, D]"));
        return Code.Aligned(" // ", lines);
    }

    private static string Terms(RelativeKeys keys) =>
        keys.Scores.Option is null ? string.Join(" | ", keys.Scores.Fixed.Select(score => $"RelativeScores.{score}")) : "scores";

    // Where positions have only projections of their own, one that is absent says as much.
    private static bool AsksScores(RelativeAttention relative) => relative.Scores.Option is not null && (relative.Shared.Option is not null || relative.Shared.Fixed);

    private static bool MayScore(RelativeAttention relative, RelativeScore score) => relative.Scores.Option is not null || relative.Scores.Fixed.Contains(score);

    private static string Projected(RelativeAttention relative, RelativeScore score, string own, string shared)
    {
        var linear = relative.Owns(score) is null ? shared : relative.Shared.Option is null ? own : $"({own} ?? {shared})";
        var projected = $"HeadAxis.SplitRows({linear}.forward(positions), heads)";
        if (relative.Scores.Option is null) return projected;
        return linear == own ? $"{own} is null ? null : {projected}" : $"scores.HasFlag(RelativeScores.{score}) ? {projected} : null";
    }

    private static string Attention(Architecture architecture, AttentionBlock block)
    {
        var dropout = block.WeightDropout is null ? "dropout: 0" : "training ? weightDropout : 0";
        var mask = ContextEmitter.Mask(architecture);
        return Code.Aligned(" // ",
        [
            (block.Relative is { } relative
                ? $"var y = DisentangledAttention.Attend(q, k, v, {string.Join(", ", Scores.Select(term => MayScore(relative, term.Score) ? term.Local : "null"))}, context.Relative, prefix, {mask}, {dropout});"
                : $"var y = DotProductAttention.Attend(q, k, v, prefix, {mask}, {dropout}{(block.RelativeKeys is null ? "" : ", distant")});", "[B, N, T, D]"),
            ("return output.forward(HeadAxis.Join(y));", "[B, T, C]"),
        ]);
    }
}
