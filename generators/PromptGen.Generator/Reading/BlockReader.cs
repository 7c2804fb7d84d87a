using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads a block of any kind. A new kind is one reader, one record, one emitter, and a row here.</summary>
internal static class BlockReader
{
    /// <summary>How a kind of block is read, and which properties it has.</summary>
    internal delegate Block Reader(string name, Members block, SchemaScope scope);

    public static readonly Words<(Noun Noun, Reader Read)> Kinds = new("blockKind", "a kind of block",
        ("selfAttention", (AttentionReader.Noun, AttentionReader.Read)),
        ("feedForward", (FeedForwardReader.Noun, FeedForwardReader.Read)));

    /// <summary>The block; null where its kind is not known, so that nothing can be said of it.</summary>
    public static Block? Read(JsonMember member, SchemaScope scope)
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "a block");
        if (!KindReader.TryRead(member.Value, member.Name, "a block", Kinds, scope, out var reader)) return null;
        return reader.Noun.Read(member.Value, member.Name, scope.Findings) is { } members
            ? reader.Read(member.Name, members, scope) with { At = member.NamePlace }
            : null;
    }
}
