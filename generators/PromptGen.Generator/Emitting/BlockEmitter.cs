using System;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>What the layer knows of a block: its class, its call, its verb. A new kind of block is a row in each.</summary>
internal static class BlockEmitter
{
    public static string ClassName(Architecture architecture, Block block) => architecture.Name + Text.Pascal(block.Name);

    public static string Class(Architecture architecture, Block block) => block switch
    {
        AttentionBlock attention => AttentionEmitter.Class(architecture, attention),
        FeedForwardBlock feedForward => FeedForwardEmitter.Class(architecture, feedForward),
        _ => throw new NotSupportedException(block.GetType().Name),
    };

    /// <summary>The block applied to x inside the layer.</summary>
    public static string Call(Architecture architecture, Block block, string x) => block switch
    {
        AttentionBlock => $"{block.Name}.Forward({x}, {ContextEmitter.Name(architecture)}, prefix)",
        FeedForwardBlock => $"{block.Name}.Forward({x})",
        _ => throw new NotSupportedException(block.GetType().Name),
    };

    /// <summary>What it does, for the layer's summary.</summary>
    public static string Verb(Block block) => block switch
    {
        AttentionBlock => "attend",
        FeedForwardBlock => "feed forward",
        _ => throw new NotSupportedException(block.GetType().Name),
    };
}
