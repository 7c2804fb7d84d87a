namespace PromptGen.Generator.Model;

/// <summary>How tokens get their numbers.</summary>
internal enum PositionCount
{
    All,
    AfterPadding,
    Blocks,
}

/// <summary>What a prefix does to positions.</summary>
internal enum PrefixPositions
{
    Shifts,
    Unshifted,
}

/// <summary>How tokens are numbered.</summary>
/// <param name="Padding">The id that does not count, where some does not.</param>
/// <param name="Limit">How many positions there are, where no table has a row for each; null: any number.</param>
internal sealed record Positions(PositionCount Count, PrefixPositions Prefix, string? Padding, SizeExpression? Limit, Spot At)
{
    /// <summary>Where a schema says nothing of positions.</summary>
    public static Positions Unsaid { get; } = new(PositionCount.All, PrefixPositions.Shifts, null, null, default);
}
