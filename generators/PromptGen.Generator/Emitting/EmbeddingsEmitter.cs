using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The module that turns tokens into vectors.</summary>
internal static class EmbeddingsEmitter
{
    public static string Class(Architecture architecture)
    {
        var embeddings = architecture.Embeddings;
        var name = architecture.Name + "Embeddings";
        return Code.Of($$"""
            /// <summary>{{Summary(architecture)}}</summary>
            {{SchemaRemark.Of(architecture, "embeddings")}}
            internal sealed class {{name}} : Module
            {
                {{Parts.Fields(Fields(architecture))}}

                internal {{name}}({{architecture.Name}}Config config) : base(nameof({{name}}))
                {
                    {{Code.Lines(Constructions(architecture))}}
                    RegisterComponents();
                }

                /// <param name="input">[B, T]</param>
                /// <param name="positions">[B, T]</param>
                /// <returns>[B, T, C]</returns>
                internal Tensor Forward({{InputEmitter.Type(architecture)}} input, Tensor positions)
                {
                    {{Body(architecture)}}
                }

                {{(architecture.IsTied ? WordScores(architecture) : "")}}
            }
            """);
    }

    /// <summary>The table that scores words for tied heads.</summary>
    private static string WordScores(Architecture architecture) => Code.Of($$"""
        /// <param name="x">[..., {{Width(architecture)}}]</param>
        /// <returns>[..., V]</returns>
        internal Tensor ScoreWords(Tensor x) => functional.linear(x, {{architecture.Heads.Select(form => form.Tied).First(tied => tied is not null)!.Table}}.weight!);
        """);

    /// <summary>What shapes call the width of the tables.</summary>
    public static string Width(Architecture architecture) => architecture.Embeddings.Width == architecture.Layers.Width ? "C" : "E";

    private static string Summary(Architecture architecture)
    {
        var embeddings = architecture.Embeddings;
        var tables = embeddings.Tables.Select(table => Text.Words(table.Name)).ToList();
        var sum = tables.Count == 1 ? $"Looks up {tables[0]} embeddings" : $"Sums {Text.Enumeration(tables)} embeddings";
        return sum + (embeddings.Tables.Any(table => table.When.Count > 0) ? ", those that there are" : "") + (embeddings.NormAfter is null ? "" : ", then normalizes")
            + (embeddings.Projection is null ? "." : $"; projects them to the width of the layers{(embeddings.ProjectionWhen(architecture.Layers.Width).Count == 0 ? "" : ", where that is another")}.");
    }

    private static IEnumerable<(string Type, string Name)> Fields(Architecture architecture)
    {
        var embeddings = architecture.Embeddings;
        foreach (var table in embeddings.Tables) yield return ("Embedding" + Parts.Optional(table.When), table.Name);
        if (embeddings.NormAfter is { } norm) yield return (Parts.NormType(norm), "norm");
        if (embeddings.Dropout is not null) yield return ("Dropout", "dropout");
        if (embeddings.Projection is not null) yield return ("Linear" + Parts.Optional(embeddings.ProjectionWhen(architecture.Layers.Width)), "projection");
    }

    private static IEnumerable<string> Constructions(Architecture architecture)
    {
        var embeddings = architecture.Embeddings;
        foreach (var table in embeddings.Tables)
            yield return Parts.If(table.When, $"{table.Name} = Weights.Embedding({Parts.Size(table.Rows)}, {Parts.Size(embeddings.Width)});");
        if (embeddings.NormAfter is { } norm) yield return Parts.If(norm.When, $"norm = {Parts.NewNorm(norm, embeddings.Width)};");
        if (embeddings.Dropout is { } dropout) yield return $"dropout = Dropout({Parts.Rate(dropout)});";
        if (embeddings.Projection is { } projection)
            yield return Parts.If(
                embeddings.ProjectionWhen(architecture.Layers.Width),
                $"projection = {Parts.NewLinear(projection.Linear, Parts.Size(embeddings.Width), Parts.Size(architecture.Layers.Width))};");
    }

    private static string Lookup(EmbeddingTable table) => table.Index switch
    {
        TableIndex.Ids => $"{table.Name}.forward(input.Ids)",
        TableIndex.Positions => $"{table.Name}.forward(positions)",
        TableIndex.BlockPositions => $"{table.Name}.forward(input.BlockPositions)",
        TableIndex.TokenTypes => $"{table.Name}.forward(input.TokenTypes)",
        _ => throw new System.NotSupportedException($"index {table.Index}"),
    };

    private static string Body(Architecture architecture)
    {
        var embeddings = architecture.Embeddings;
        var always = embeddings.Tables.Where(table => table.When.Count == 0).Select(Lookup);
        var sometimes = embeddings.Tables.Where(table => table.When.Count > 0).Select(table => $"if ({table.Name} is not null) x = x.Plus({Lookup(table)});");
        var x = embeddings.NormAfter is { } norm ? Parts.Normalized(norm, "norm", "x") : "x";
        var result = embeddings.Dropout is null ? x : $"dropout.forward({x})";
        if (embeddings.Projection is not null) result = Parts.Applied(embeddings.ProjectionWhen(architecture.Layers.Width), "projection", result);
        return Code.Lines([$"var x = {Parts.Sum(always)};", .. sometimes, $"return {result};"]);
    }
}
