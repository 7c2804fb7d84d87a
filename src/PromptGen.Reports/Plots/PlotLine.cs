namespace PromptGen.Reports.Plots;

/// <summary>One line of a plot.</summary>
/// <param name="Name">What the legend calls it; lines of the same name share an entry.</param>
/// <param name="Color">Its number among the colors, 0-based.</param>
/// <param name="Points">From left to right; one that is not finite is left out.</param>
internal sealed record PlotLine(string Name, int Color, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>Whether it stands behind the others.</summary>
    public bool Faint { get; init; }

    /// <summary>Whether points alone are drawn, without a line through them.</summary>
    public bool Scattered { get; init; }
}
