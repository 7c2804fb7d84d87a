using System.Collections.Generic;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The table of vectors for the distances between tokens.</summary>
internal static class RelativePositionsEmitter
{
    public static string Class(Architecture architecture)
    {
        if (architecture.RelativePositions is not { } relative) return "";
        var name = architecture.Name + "RelativePositions";
        return Code.Of($$"""
            /// <summary>A vector for every distance between two tokens, in both directions{{(relative.Buckets is null ? "" : "; far ones may share one")}}. All layers use one table.</summary>
            {{SchemaRemark.Of(architecture, "relativePositions")}}
            internal sealed class {{name}} : Module
            {
                {{Parts.Fields(Fields(relative))}}
                {{(relative.Buckets is null ? "private readonly int farthest;" : "private readonly int farthest, buckets;")}}

                internal {{name}}({{architecture.Name}}Config config) : base(nameof({{name}}))
                {
                    {{Sizes(relative)}}
                    table = Weights.Embedding({{Parts.Size(relative.Rows)}}, {{Parts.Size(architecture.Layers.Width)}});
                    {{(relative.Norm is { } norm ? Parts.If(norm.When, $"norm = {Parts.NewNorm(norm, architecture.Layers.Width)};") : "")}}
                    RegisterComponents();
                }

                /// <param name="tokens">T</param>
                internal RelativePositions Forward(long tokens) =>
                    RelativePositions.Of({{(relative.Norm is { } rows ? Parts.Normalized(rows, "norm", "table.weight!") : "table.weight!")}}, tokens, farthest{{(relative.Buckets is null ? "" : ", buckets")}});
            }
            """);
    }

    private static IEnumerable<(string Type, string Name)> Fields(RelativeTable relative)
    {
        yield return ("Embedding", "table");
        if (relative.Norm is { } norm) yield return (Parts.NormType(norm), "norm");
    }

    private static string Sizes(RelativeTable relative) => relative.Buckets is { } buckets
        ? $"(farthest, buckets) = ({Parts.Size(relative.Farthest)}, {Parts.Size(buckets)});"
        : $"farthest = {Parts.Size(relative.Farthest)};";
}
