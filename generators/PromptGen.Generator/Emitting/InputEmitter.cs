using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>What an encoder reads, where that is more than the runtime's <c>TokenInput</c> holds: rows of a part A and a part B.</summary>
internal static class InputEmitter
{
    public static string Type(Architecture architecture) => architecture.HasParts ? architecture.Name + "Input" : "TokenInput";

    public static string Record(Architecture architecture)
    {
        if (!architecture.HasParts) return "";
        var name = Type(architecture);
        var members = Members(architecture).ToList();
        return Code.Of($$"""
            /// <summary>What {{Text.Documentation(architecture.Title)}} reads: rows of a part A, the context, and a part B, whose tokens see the context and what stands before them.</summary>
            {{SchemaRemark.Of(architecture, "embeddings")}}
            {{Code.Lines(members.Select(member => $"/// <param name=\"{member.Name}\">{member.Description}</param>"))}}
            public sealed record {{name}}({{string.Join(", ", members.Select(member => $"Tensor {member.Name}"))}}) : IEncoderInput<{{name}}>, IPartedInput
            {
                /// <inheritdoc/>
                public Candidates? Candidates { get; init; }

                /// <inheritdoc/>
                public IReadOnlyList<Tensor> Tensors => [{{string.Join(", ", members.Select(member => member.Name))}}, .. Candidates?.Tensors ?? []];

                /// <inheritdoc/>
                public static {{name}} Collate(IReadOnlyList<TokenizedText> texts, int paddingId, Device device) => new(
                    {{string.Join(",\n", members.Select(member => member.Collated))}});

                /// <inheritdoc/>
                public static {{name}} FromTensors(Func<string, Tensor?> tensor) => new(
                    {{string.Join(",\n", members.Select(member => member.Recorded))}})
                {
                    Candidates = Candidates.FromTensors(tensor),
                };
            }
            """);
    }

    private static IEnumerable<(string Name, string Description, string Collated, string Recorded)> Members(Architecture architecture)
    {
        var indexes = architecture.Embeddings.Tables.Select(table => table.Index).ToList();
        var blocks = indexes.Contains(TableIndex.BlockPositions);
        yield return ("Ids", "[B, T], int64.", "Padding.Rows(texts, text => text.Ids, paddingId, device)", "tensor.Required(\"input_ids\")");
        yield return ("Mask", "[B, T], int64: 1 at tokens, 0 at padding.", "Padding.Mask(texts, device)", "ones_like(tensor.Required(\"input_ids\"))");
        if (indexes.Contains(TableIndex.TokenTypes))
            yield return ("TokenTypes", "[B, T], int64: the segment of each token.", "Padding.Rows(texts, text => text.TokenTypes, 0, device)", "tensor.Required(\"token_type_ids\")");
        if (architecture.Embeddings.Positions.Count == PositionCount.Blocks)
            yield return ("Positions", "[B, T], int64: in part A the index, in part B that of the blank in part A.",
                "Padding.Rows(texts, text => text.PartPositions, 0, device)", $"tensor.Required(\"position_ids\"){(blocks ? ".select(1, 0)" : "")}");
        if (blocks)
            yield return ("BlockPositions", "[B, T], int64: 0 in part A, counted from 1 in every blank of part B.",
                "Padding.Rows(texts, text => text.BlockPositions, 0, device)", "tensor.Required(\"position_ids\").select(1, 1)");
        yield return ("PartB", "[B], int64: where part B begins; where there is none, the number of tokens.", "Padding.Numbers(texts, text => text.PartB, device)", "tensor.Required(\"attention_mask\")");
    }
}
