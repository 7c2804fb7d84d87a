using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>One kind of layer: blocks, in the order in which they run.</summary>
internal sealed record LayerKind(string Name, EquatableArray<Block> Blocks, Spot At)
{
    public IEnumerable<WeightModule> Weights(SizeExpression width) => Blocks.SelectMany(block => block.WeightsWithNorms(width));

    /// <summary>Whether some layer lacks a norm that others have.</summary>
    public bool IsUneven => Blocks.Any(block => block.IsAbsentSomewhere);

    /// <summary>Whether a layer of the other kind has the same modules.</summary>
    public bool HasModulesOf(LayerKind other) => Blocks.Select(Modules).SequenceEqual(other.Blocks.Select(Modules));

    // What is asked of the context and not of the layer counts for nothing; that something is asked counts.
    private static Block Modules(Block block) => block is AttentionBlock attention
        ? attention with { Window = null, Visible = Visibility.All, Rotary = attention.Rotary is null ? null : new Rotary(new RateValue(null, "1"), RotaryPairing.Halves, default) }
        : block;

    public AttentionBlock Attention => Blocks.OfType<AttentionBlock>().First();
}
