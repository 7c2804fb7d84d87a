using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>The kinds of numbers that distances add to scores.</summary>
internal enum ScoreBiasKind
{
    Learned,
    Linear,
}

/// <summary>Numbers that distances between tokens add to the scores of all layers alike.</summary>
internal abstract record ScoreBias(Spot At)
{
    /// <summary>A learned number for every step of distance and every head.</summary>
    /// <param name="Buckets">How many steps there are, of both directions together.</param>
    /// <param name="Farthest">From which distance on all are alike.</param>
    internal sealed record Learned(SizeExpression Buckets, SizeExpression Farthest, string From, Spot At) : ScoreBias(At)
    {
        public IEnumerable<WeightModule> Weights(SizeExpression heads) => [new("table", From, At, Buckets * heads)];
    }

    /// <summary>The distance times a negative slope, which follows from the head's number.</summary>
    internal sealed record Linear(Spot At) : ScoreBias(At);
}
