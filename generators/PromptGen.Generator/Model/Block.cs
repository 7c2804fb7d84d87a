using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>A residual block: x + dropout(block(norm before(x))), then the norm after.</summary>
internal abstract record Block(string Name, Norm? NormBefore, Norm? NormAfter, RateValue? Dropout, Spot At)
{
    /// <summary>The weights of the block proper, by its own fields.</summary>
    protected abstract IEnumerable<WeightModule> Weights(SizeExpression width);

    /// <summary>Every division whose rest must be 0.</summary>
    public abstract IEnumerable<Division> Divisions(SizeExpression width);

    /// <summary>Every number that C# holds in an <c>int</c>.</summary>
    public abstract IEnumerable<SizeExpression> Numbers(SizeExpression width);

    public IEnumerable<WeightModule> WeightsWithNorms(SizeExpression width) =>
    [
        .. NormBefore?.Weights(NormBeforeField, width) ?? [],
        .. Weights(width).Select(weights => weights.Inside(Name)),
        .. NormAfter?.Weights(NormAfterField, width) ?? [],
    ];

    /// <summary>Whether some layer lacks one of its norms.</summary>
    public bool IsAbsentSomewhere => new[] { NormBefore, NormAfter }.Any(norm => norm is not null && norm.When.Any(condition => condition is Condition.AfterFirstLayer));

    public string NormBeforeField => Name + (NormAfter is null ? "Norm" : "NormBefore");

    public string NormAfterField => Name + (NormBefore is null ? "Norm" : "NormAfter");

    public string DropoutField => Name + "Dropout";
}
