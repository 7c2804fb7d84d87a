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
        var grouped = block.KeyValueHeads is not null;
        return Code.Of($$"""
            /// <summary>{{(grouped ? "Grouped-query" : "Multi-head")}} self-attention over the tokens and, where there is one, the prefix.</summary>
            internal sealed class {{name}} : Module
            {
                private readonly Linear query, key, value, output;
                private readonly int heads{{(grouped ? ", keyValueHeads" : "")}};
                {{(block.WeightDropout is null ? "" : "private readonly double weightDropout;")}}

                internal {{name}}({{architecture.Name}}Config config) : base(nameof({{name}}))
                {
                    {{Code.Lines(Constructions(block, architecture.Layers.Width))}}
                    RegisterComponents();
                }

                /// <param name="x">[B, T, C]</param>
                /// <param name="mask">Which of the P + T columns each row may see.</param>
                /// <param name="prefix">Keys and values placed before those of the tokens.</param>
                /// <returns>[B, T, C]</returns>
                internal Tensor Forward(Tensor x, AttentionMask mask, LayerPrefix? prefix)
                {
                    {{Projections(grouped)}}

                    {{Attention(block)}}
                }
            }
            """);
    }

    private static IEnumerable<string> Constructions(AttentionBlock block, SizeExpression width)
    {
        var numbers = new List<(string Field, string Value)> { ("heads", Parts.Size(block.Heads)) };
        if (block.KeyValueHeads is { } keyValueHeads) numbers.Add(("keyValueHeads", Parts.Size(keyValueHeads)));
        if (block.WeightDropout is { } dropout) numbers.Add(("weightDropout", Parts.Rate(dropout)));
        yield return numbers.Count == 1
            ? $"heads = {numbers[0].Value};"
            : $"({string.Join(", ", numbers.Select(number => number.Field))}) = ({string.Join(", ", numbers.Select(number => number.Value))});";

        string inputs = Parts.Size(width), queries = inputs, keysAndValues = inputs;
        if (block.HeadSize is not null || block.KeyValueHeads is not null)
        {
            yield return $"var headSize = {Parts.Size(block.HeadSizeIn(width))};";
            queries = "heads * headSize";
            keysAndValues = block.KeyValueHeads is null ? queries : "keyValueHeads * headSize";
        }
        yield return $"query = {Parts.NewLinear(block.Query, inputs, queries)};";
        yield return $"key = {Parts.NewLinear(block.Key, inputs, keysAndValues)};";
        yield return $"value = {Parts.NewLinear(block.Value, inputs, keysAndValues)};";
        yield return $"output = {Parts.NewLinear(block.Output, queries, inputs)};";
    }

    private static string Projections(bool grouped)
    {
        var heads = grouped ? "keyValueHeads" : "heads";
        var shape = grouped ? "[B, N_kv, T, D]" : "[B, N, T, D]";
        return Code.Aligned(" // ",
        [
            ("var q = HeadAxis.Split(query.forward(x), heads);", "[B, N, T, D]"),
            ($"var k = HeadAxis.Split(key.forward(x), {heads});", shape),
            ($"var v = HeadAxis.Split(value.forward(x), {heads});", shape),
        ]);
    }

    private static string Attention(AttentionBlock block) => Code.Aligned(" // ",
    [
        ($"var y = DotProductAttention.Attend(q, k, v, prefix, mask, {(block.WeightDropout is null ? "dropout: 0" : "training ? weightDropout : 0")});", "[B, N, T, D]"),
        ("return output.forward(HeadAxis.Join(y));", "[B, T, C]"),
    ]);
}
