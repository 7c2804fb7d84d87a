using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>Two linear maps with an activation between them.</summary>
internal sealed record FeedForwardBlock(
    string Name,
    SizeExpression Inner,
    Choice<Activation> Activation,
    Linear Up,
    Linear Down,
    Norm? NormBefore,
    Norm? NormAfter,
    RateValue? Dropout,
    Spot At) : Block(Name, NormBefore, NormAfter, Dropout, At)
{
    protected override IEnumerable<WeightModule> Weights(SizeExpression width) =>
        [.. Up.Weights("up", width, Inner), .. Down.Weights("down", Inner, width)];

    public override IEnumerable<Division> Divisions(SizeExpression width) => Size.DivisionsOf(Inner);
}
