using System.Xml.Linq;
using PromptGen.Reports.Markup;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace PromptGen.Reports.Plots;

/// <summary>
/// Lines over two axes. ScottPlot draws lines, markers and grid; the texts are the page's own, in its font and its colors, because those that
/// ScottPlot writes are set in whatever font the machine has.
/// </summary>
internal sealed record CurvePlot
{
    private const int Width = 440, Height = 260, Left = 56, Right = 12, Top = 10, Bottom = 44;

    // More points than this are a line without dots.
    private const int MostMarkers = 40;

    /// <summary>Its anchor, unique on the page.</summary>
    public required string Id { get; init; }

    /// <summary>What it shows, above it.</summary>
    public required string Title { get; init; }

    /// <summary>What the horizontal axis is.</summary>
    public required string XTitle { get; init; }

    /// <summary>Whether the horizontal axis is marked at whole numbers only.</summary>
    public bool WholeX { get; init; } = true;

    /// <summary>How numbers of the vertical axis are written.</summary>
    public required Func<double, string> YFormat { get; init; }

    /// <summary>What is drawn, the later over the earlier.</summary>
    public required IReadOnlyList<PlotLine> Lines { get; init; }

    /// <summary>Whether a line marks where both axes have the same number.</summary>
    public bool Diagonal { get; init; }

    /// <summary>The figure; null where there is no point to draw.</summary>
    public XElement? Figure()
    {
        var lines = Lines.Select(line => line with { Points = [.. line.Points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y))] })
            .Where(line => line.Points.Count > 0).ToList();
        if (lines.Count == 0) return null;
        var x = AxisRange.Around([.. lines.SelectMany(line => line.Points).Select(p => p.X)], WholeX);
        var y = AxisRange.Around([.. lines.SelectMany(line => line.Points).Select(p => p.Y)], whole: false);
        return Html.Tag("figure",
            Html.Tag("figcaption", Title),
            Html.Tag("svg",
                Html.Attribute("viewBox", Format.Invariant($"0 0 {Width} {Height}")),
                Html.Attribute("role", "img"),
                Html.Attribute("aria-label", InWords(lines)),
                PlotSvg.Content(Draw(lines, x, y).GetSvgXml(Width, Height), Id),
                Labels(x, y)),
            Legend(lines));
    }

    private Plot Draw(IReadOnlyList<PlotLine> lines, AxisRange x, AxisRange y)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Layout.Fixed(new PixelPadding(Left, Right, Bottom, Top));
        plot.Axes.SetLimits(x.Least, x.Most, y.Least, y.Most);
        plot.Grid.MajorLineColor = PlotSvg.Grid;
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.FrameLineStyle.Color = axis.MajorTickStyle.Color = PlotSvg.Frame;
        }
        plot.Axes.Bottom.TickGenerator = Unlabeled(x);
        plot.Axes.Left.TickGenerator = Unlabeled(y);
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        if (Diagonal)
        {
            var diagonal = plot.Add.Line(Math.Max(x.Least, y.Least), Math.Max(x.Least, y.Least), Math.Min(x.Most, y.Most), Math.Min(x.Most, y.Most));
            diagonal.LineColor = PlotSvg.Frame;
        }
        foreach (var line in lines)
        {
            var drawn = plot.Add.Scatter(line.Points.Select(p => p.X).ToArray(), line.Points.Select(p => p.Y).ToArray(), PlotSvg.Of(line.Color, line.Faint));
            drawn.LineWidth = line.Scattered ? 0 : line.Faint ? 1.5f : 2.5f;
            drawn.MarkerSize = line.Scattered ? 5 : line.Faint || line.Points.Count > MostMarkers ? 0 : 6;
        }
        return plot;
    }

    private static NumericManual Unlabeled(AxisRange axis) => new([.. axis.Ticks], [.. axis.Ticks.Select(_ => "")]);

    private IEnumerable<XElement> Labels(AxisRange x, AxisRange y)
    {
        foreach (var tick in x.Ticks)
            yield return Text(Left + (tick - x.Least) / (x.Most - x.Least) * (Width - Left - Right), Height - Bottom + 16, "middle", Format.Number(Rounded(tick, x)));
        foreach (var tick in y.Ticks)
            yield return Text(Left - 6, Height - Bottom - (tick - y.Least) / (y.Most - y.Least) * (Height - Top - Bottom) + 4, "end", YFormat(Rounded(tick, y)));
        yield return Text(Left + (Width - Left - Right) / 2.0, Height - 8, "middle", XTitle);
    }

    /// <summary>What the multiple of a step is but for rounding.</summary>
    private static double Rounded(double tick, AxisRange axis) => Math.Round(tick / axis.Step) == 0 ? 0 : tick;

    private static XElement Text(double x, double y, string anchor, string text) => Html.Tag("text",
        Html.Attribute("x", Format.Invariant($"{x:0.#}")), Html.Attribute("y", Format.Invariant($"{y:0.#}")), Html.Attribute("text-anchor", anchor), text);

    private static XElement? Legend(IReadOnlyList<PlotLine> lines) => lines.DistinctBy(line => line.Name).ToList() is { Count: > 1 } named
        ? Html.Tag("ul", Html.Class("legend"), named.Select(line => Html.Tag("li", Html.Tag("span", Html.Class($"swatch {PlotSvg.ClassOf(line.Color)}")), line.Name)))
        : null;

    private string InWords(IReadOnlyList<PlotLine> lines) => $"{Title}, by {XTitle}. " + string.Join(" ", lines.Where(line => !line.Faint).Select(line => line.Scattered
        ? $"{Format.Plural(line.Points.Count, "point")}."
        : $"{line.Name}: from {YFormat(line.Points[0].Y)} to {YFormat(line.Points[^1].Y)}."));
}
