using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The table of numbers that distances add to scores.</summary>
internal static class ScoreBiasEmitter
{
    public static string Class(Architecture architecture)
    {
        if (architecture.ScoreBias is not { } bias) return "";
        var name = architecture.Name + "ScoreBias";
        return Code.Of($$"""
            /// <summary>A number for every step of distance and every head, which all layers add to their scores; far distances share one, and the prefix has none.</summary>
            {{SchemaRemark.Of(architecture, "scoreBias")}}
            internal sealed class {{name}} : Module
            {
                private readonly Embedding table;
                private readonly int buckets, farthest;

                internal {{name}}({{architecture.Name}}Config config) : base(nameof({{name}}))
                {
                    (buckets, farthest) = ({{Parts.Size(bias.Buckets)}}, {{Parts.Size(bias.Farthest)}});
                    table = Weights.Embedding(buckets, {{Parts.Size(architecture.LayerKind.Attention.Heads)}});
                    RegisterComponents();
                }

                /// <param name="tokens">T</param>
                /// <returns>[1, N, T, T], by query and key.</returns>
                internal Tensor Forward(long tokens) => DistanceBias.Of(table.weight!, tokens, buckets, farthest);
            }
            """);
    }
}
