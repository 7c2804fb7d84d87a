using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Reports.Plots;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>Methods by their scores, the best first, each with a bar.</summary>
internal static class ScoreTable
{
    /// <param name="caption">What the scores are.</param>
    /// <param name="isError">Whether they measure errors, which are no shares: then there are no bars.</param>
    /// <param name="rows">The methods; those that are runs stand out, by the number of their color.</param>
    public static XElement? Of(string caption, bool isError, IEnumerable<(string Name, IReadOnlyList<double> Scores, int? Color)> rows)
    {
        var table = new DataTable(caption, ["Method", "#Score", "#Seeds", .. isError ? [] : new[] { "Of 100 %" }]);
        foreach (var (name, scores, color) in rows.OrderByDescending(row => row.Scores.Average() is var mean && double.IsFinite(mean) ? mean : double.NegativeInfinity))
            table.Row(color is not null, [name, ScoreText.Of(scores, isError), Format.Count(scores.Count), .. isError ? [] : new[] { Bar(scores.Average(), color) }]);
        return table.Element();
    }

    private static XElement Bar(double share, int? color) => Html.Tag("span",
        Html.Class($"bar {(color is { } number ? PlotSvg.ClassOf(number) : "plain")}"),
        Html.Attribute("aria-hidden", "true"),
        Html.Attribute("style", Format.Invariant($"width: {(double.IsFinite(share) ? 100 * Math.Clamp(share, 0, 1) : 0):0.0}%")));
}
