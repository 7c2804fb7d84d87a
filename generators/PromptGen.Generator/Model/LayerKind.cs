using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>One kind of layer: blocks, in the order in which they run.</summary>
internal sealed record LayerKind(string Name, EquatableArray<Block> Blocks, Spot At)
{
    public IEnumerable<WeightModule> Weights(SizeExpression width) => Blocks.SelectMany(block => block.WeightsWithNorms(width));

    public AttentionBlock Attention => Blocks.OfType<AttentionBlock>().First();
}
