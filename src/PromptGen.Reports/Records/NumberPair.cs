namespace PromptGen.Reports;

/// <summary>One example of a regression.</summary>
/// <param name="Truth">The true number.</param>
/// <param name="Answer">The number told.</param>
public sealed record NumberPair(double Truth, double Answer);
