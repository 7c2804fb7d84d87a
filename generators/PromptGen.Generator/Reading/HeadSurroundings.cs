using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>What the encoder has that a head may read.</summary>
/// <param name="HasPooler">Whether there is a pooled vector.</param>
/// <param name="HasParts">Whether rows have a part A and a part B.</param>
/// <param name="Tables">The tables of the embeddings.</param>
/// <param name="Options">The options, one of which may choose what a head reads.</param>
internal sealed record HeadSurroundings(bool HasPooler, bool HasParts, EquatableArray<EmbeddingTable> Tables, EquatableArray<Option> Options)
{
    /// <summary>What an encoder lacks that gives no such input; null where it gives it.</summary>
    public string? Lacks(HeadInput input) => input switch
    {
        HeadInput.Pooled when !HasPooler => "pooler",
        HeadInput.EndOfPartA or HeadInput.StartOfPartB when !HasParts => "parts in its rows",
        _ => null,
    };
}
