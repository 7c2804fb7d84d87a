using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>Which half of what a fused map gives goes through the activation.</summary>
internal enum ActivatedHalf
{
    First,
    Second,
}

/// <summary>One linear map to the gate and to what it is multiplied with.</summary>
internal sealed record FusedGate(Linear Linear, ActivatedHalf Activated);

/// <summary>Two linear maps with an activation between them; or a gate: one map's activation times another's output.</summary>
/// <param name="Up">The map to the inner width; null: <paramref name="Fused"/>.</param>
/// <param name="Gate">A second map to it, which goes through the activation in place of the first and is multiplied with it.</param>
/// <param name="Fused">One map for both.</param>
/// <param name="InnerDropout">The rate before the last map.</param>
internal sealed record FeedForwardBlock(
    string Name,
    SizeExpression Inner,
    Choice<Activation> Activation,
    Linear? Up,
    Linear? Gate,
    FusedGate? Fused,
    Linear Down,
    RateValue? InnerDropout,
    Norm? NormBefore,
    Norm? NormAfter,
    RateValue? Dropout,
    Spot At) : Block(Name, NormBefore, NormAfter, Dropout, At)
{
    protected override IEnumerable<WeightModule> Weights(SizeExpression width) =>
    [
        .. Fused?.Linear.Weights("projection", width, Inner * 2) ?? [],
        .. Gate?.Weights("gate", width, Inner) ?? [],
        .. Up?.Weights("up", width, Inner) ?? [],
        .. Down.Weights("down", Inner, width),
    ];

    public override IEnumerable<SizeExpression> Numbers(SizeExpression width) => [Fused is null ? Inner : Inner * 2];

    public override IEnumerable<Division> Divisions(SizeExpression width) => Size.DivisionsOf(Inner);
}
