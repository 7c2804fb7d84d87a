using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The numbers that distances add to scores: a table of them, or what follows from the heads.</summary>
internal static class ScoreBiasEmitter
{
    /// <summary>Whether there is a table of them.</summary>
    public static bool HasTable(Architecture architecture) => architecture.ScoreBias is ScoreBias.Learned;

    /// <summary>The numbers for the tokens of an <c>input</c>.</summary>
    public static string Added(Architecture architecture, AttentionBlock attention) => HasTable(architecture)
        ? "scoreBias.Forward(input.Ids.shape[1])"
        : $"LinearBias.Of({Parts.Size(attention.Heads)}, input.Ids.shape[1], input.Ids.device)";

    public static string Class(Architecture architecture)
    {
        if (architecture.ScoreBias is not ScoreBias.Learned bias) return "";
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
