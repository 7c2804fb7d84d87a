namespace PromptGen.Reports;

/// <summary>Learning rates step by step, kept by as few points as draw the same line: a linear schedule by its corners.</summary>
internal sealed class RateCurve
{
    /// <summary>A curve that bends at every step is drawn by so many of its points.</summary>
    public const int MostPoints = 300;

    // How far a point may lie off the line through its neighbours, as a share of its rate, and yet be on it: what rounding does.
    private const double Tolerance = 1e-9;

    private readonly List<RatePoint> corners = [];

    public IReadOnlyList<RatePoint> Points => corners.Count <= MostPoints
        ? corners
        : [.. Enumerable.Range(0, MostPoints).Select(i => corners[(int)((long)i * (corners.Count - 1) / (MostPoints - 1))])];

    public void Add(RatePoint point)
    {
        if (corners is [.., var before, var last] && IsOnLine(before, last, point)) corners[^1] = point;
        else corners.Add(point);
    }

    private static bool IsOnLine(RatePoint from, RatePoint middle, RatePoint to)
    {
        var expected = from.Rate + (to.Rate - from.Rate) * (middle.Step - from.Step) / (to.Step - from.Step);
        return Math.Abs(middle.Rate - expected) <= Tolerance * Math.Max(Math.Abs(from.Rate), Math.Abs(to.Rate));
    }
}
