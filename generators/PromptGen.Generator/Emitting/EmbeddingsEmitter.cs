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
            /// <summary>{{Summary(embeddings)}}</summary>
            internal sealed class {{name}} : Module
            {
                {{Parts.Fields(Fields(embeddings))}}

                internal {{name}}({{architecture.Name}}Config config) : base(nameof({{name}}))
                {
                    {{Code.Lines(Constructions(embeddings))}}
                    RegisterComponents();
                }

                /// <param name="input">[B, T]</param>
                /// <param name="positions">[B, T]</param>
                /// <returns>[B, T, C]</returns>
                internal Tensor Forward({{InputEmitter.Type(architecture)}} input, Tensor positions)
                {
                    {{Body(embeddings)}}
                }

                {{(architecture.IsTied ? WordScores(architecture) : "")}}
            }
            """);
    }

    /// <summary>The table that scores words for tied heads.</summary>
    private static string WordScores(Architecture architecture) => Code.Of($$"""
        /// <param name="x">[..., C]</param>
        /// <returns>[..., V]</returns>
        internal Tensor ScoreWords(Tensor x) => functional.linear(x, {{architecture.Heads.Select(form => form.Tied).First(tied => tied is not null)!.Table}}.weight!);
        """);

    private static string Summary(Embeddings embeddings)
    {
        var tables = embeddings.Tables.Select(table => Text.Words(table.Name)).ToList();
        var sum = tables.Count == 1 ? $"Looks up {tables[0]} embeddings" : $"Sums {Text.Enumeration(tables)} embeddings";
        return sum + (embeddings.Tables.Any(table => table.When.Count > 0) ? ", those that there are" : "") + (embeddings.NormAfter is null ? "." : ", then normalizes.");
    }

    private static IEnumerable<(string Type, string Name)> Fields(Embeddings embeddings)
    {
        foreach (var table in embeddings.Tables) yield return ("Embedding" + Parts.Optional(table.When), table.Name);
        if (embeddings.NormAfter is { } norm) yield return (Parts.NormType(norm), "norm");
        if (embeddings.Dropout is not null) yield return ("Dropout", "dropout");
    }

    private static IEnumerable<string> Constructions(Embeddings embeddings)
    {
        foreach (var table in embeddings.Tables)
            yield return Parts.If(table.When, $"{table.Name} = Weights.Embedding({Parts.Size(table.Rows)}, {Parts.Size(embeddings.Width)});");
        if (embeddings.NormAfter is { } norm) yield return Parts.If(norm.When, $"norm = {Parts.NewNorm(norm, embeddings.Width)};");
        if (embeddings.Dropout is { } dropout) yield return $"dropout = Dropout({Parts.Rate(dropout)});";
    }

    private static string Lookup(EmbeddingTable table) => table.Index switch
    {
        TableIndex.Ids => $"{table.Name}.forward(input.Ids)",
        TableIndex.Positions => $"{table.Name}.forward(positions)",
        TableIndex.BlockPositions => $"{table.Name}.forward(input.BlockPositions)",
        TableIndex.TokenTypes => $"{table.Name}.forward(input.TokenTypes)",
        _ => throw new System.NotSupportedException($"index {table.Index}"),
    };

    private static string Body(Embeddings embeddings)
    {
        var always = embeddings.Tables.Where(table => table.When.Count == 0).Select(Lookup);
        var sometimes = embeddings.Tables.Where(table => table.When.Count > 0).Select(table => $"if ({table.Name} is not null) x = x.Plus({Lookup(table)});");
        var x = embeddings.NormAfter is { } norm ? Parts.Normalized(norm, "norm", "x") : "x";
        var result = embeddings.Dropout is null ? x : $"dropout.forward({x})";
        return Code.Lines([$"var x = {Parts.Sum(always)};", .. sometimes, $"return {result};"]);
    }
}
