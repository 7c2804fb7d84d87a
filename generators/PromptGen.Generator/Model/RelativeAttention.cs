using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>The kinds of relative attention.</summary>
internal enum RelativeKind
{
    Disentangled,
    Keys,
}

/// <summary>Which terms relative positions add to attention scores; the members are those of the runtime's enum.</summary>
internal enum RelativeScore
{
    ContentToPosition,
    PositionToContent,
}

/// <summary>What relative positions add to the attention of a block by way of one table for all layers.</summary>
/// <param name="Scores">The terms.</param>
/// <param name="Keys">Makes the keys of positions, for content-to-position scores.</param>
/// <param name="Queries">Makes the queries of positions, for position-to-content scores.</param>
/// <param name="Shared">Whether the projections of the tokens serve positions too.</param>
/// <param name="Dropout">The rate on the vectors of positions.</param>
internal sealed record RelativeAttention(
    Choice<EquatableArray<RelativeScore>> Scores, Linear? Keys, Linear? Queries, Choice<bool> Shared, RateValue? Dropout, Spot At)
{
    /// <summary>Whether an own projection may be there, so that it has a field.</summary>
    public bool MayOwn => !(Shared.Option is null && Shared.Fixed);

    /// <summary>What must hold for the own projection of a term to be there; null: it never is.</summary>
    public EquatableArray<Condition>? Owns(RelativeScore score)
    {
        if (!MayOwn || (Scores.Option is null && !Scores.Fixed.Contains(score))) return null;
        var conditions = new List<Condition>();
        if (Scores.Option is { } scores) conditions.Add(new Condition.Includes(scores, score));
        if (Shared.Option is { } shared) conditions.Add(new Condition.Switched(shared, On: false));
        return conditions.ToEquatable();
    }

    public IEnumerable<WeightModule> Weights(SizeExpression width, SizeExpression queries) =>
    [
        .. Owns(RelativeScore.ContentToPosition) is { } keys && Keys is not null ? Keys.Weights("positionKey", width, queries).Select(weights => weights.If(keys)) : [],
        .. Owns(RelativeScore.PositionToContent) is { } own && Queries is not null ? Queries.Weights("positionQuery", width, queries).Select(weights => weights.If(own)) : [],
    ];
}
