namespace PromptGen.Reports.Plots;

/// <summary>What an axis shows, with marks at round numbers. ScottPlot's own marks depend on the fonts of the machine, so they would differ among machines.</summary>
/// <param name="Least">Its beginning.</param>
/// <param name="Most">Its end.</param>
/// <param name="Ticks">The marks.</param>
/// <param name="Step">The distance between them.</param>
internal sealed record AxisRange(double Least, double Most, IReadOnlyList<double> Ticks, double Step)
{
    private const int MostTicks = 6;

    // Room around the data, as a share of their range.
    private const double Margin = 0.04;

    /// <param name="values">What is shown; at least one, all finite.</param>
    /// <param name="whole">Whether only whole numbers are marked.</param>
    public static AxisRange Around(IReadOnlyList<double> values, bool whole)
    {
        double least = values.Min(), most = values.Max();
        var room = most > least ? Margin * (most - least) : Math.Max(Math.Abs(least) * 0.1, whole ? 0.5 : 1e-6);
        (least, most) = (least - room, most + room);
        var step = RoundStep((most - least) / MostTicks);
        if (whole) step = Math.Max(1, Math.Round(step));
        var first = Math.Ceiling(least / step);
        return new AxisRange(least, most, [.. Enumerable.Range(0, Math.Max(0, (int)(Math.Floor(most / step) - first) + 1)).Select(i => (first + i) * step)], step);
    }

    /// <summary>The least of 1, 2 and 5 times a power of ten that is not below.</summary>
    private static double RoundStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return power * (atLeast / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }
}
