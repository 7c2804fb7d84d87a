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
                internal Tensor Forward(TokenInput input, Tensor positions)
                {
                    {{Body(embeddings)}}
                }
            }
            """);
    }

    private static string Summary(Embeddings embeddings)
    {
        var tables = embeddings.Tables.Select(table => Text.Words(table.Name)).ToList();
        var sum = tables.Count == 1 ? $"Looks up {tables[0]} embeddings" : $"Sums {Text.Enumeration(tables)} embeddings";
        return sum + (embeddings.NormAfter is null ? "." : ", then normalizes.");
    }

    private static IEnumerable<(string Type, string Name)> Fields(Embeddings embeddings)
    {
        foreach (var table in embeddings.Tables) yield return ("Embedding", table.Name);
        if (embeddings.NormAfter is { } norm) yield return (Parts.NormType(norm), "norm");
        if (embeddings.Dropout is not null) yield return ("Dropout", "dropout");
    }

    private static IEnumerable<string> Constructions(Embeddings embeddings)
    {
        foreach (var table in embeddings.Tables)
            yield return $"{table.Name} = Weights.Embedding({Parts.Size(table.Rows)}, {Parts.Size(embeddings.Width)});";
        if (embeddings.NormAfter is { } norm) yield return $"norm = {Parts.NewNorm(norm, embeddings.Width)};";
        if (embeddings.Dropout is { } dropout) yield return $"dropout = Dropout({Parts.Rate(dropout)});";
    }

    private static string Lookup(EmbeddingTable table) => table.Index switch
    {
        TableIndex.Ids => $"{table.Name}.forward(input.Ids)",
        TableIndex.Positions => $"{table.Name}.forward(positions)",
        TableIndex.TokenTypes => $"{table.Name}.forward(input.TokenTypes)",
        _ => throw new System.NotSupportedException($"index {table.Index}"),
    };

    private static string Body(Embeddings embeddings)
    {
        var sum = string.Join(" + ", embeddings.Tables.Select(Lookup));
        if (embeddings.NormAfter is null && embeddings.Dropout is null) return $"return {sum};";
        var x = embeddings.NormAfter is null ? "x" : "norm.forward(x)";
        return Code.Of($"""
            var x = {sum};
            return {(embeddings.Dropout is null ? x : $"dropout.forward({x})")};
            """);
    }
}
