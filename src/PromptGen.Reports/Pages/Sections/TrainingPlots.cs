using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Reports.Plots;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>The three plots of trainings.</summary>
internal static class TrainingPlots
{
    /// <summary>A training as the plots show it.</summary>
    /// <param name="Name">What the legend calls it.</param>
    /// <param name="Color">The number of its color.</param>
    /// <param name="Faint">Whether it stands behind the others.</param>
    /// <param name="Trial">What is shown.</param>
    public sealed record Course(string Name, int Color, bool Faint, Trial Trial);

    /// <summary>The figures side by side; null where there is nothing to draw.</summary>
    /// <param name="metric">What dev data are scored by.</param>
    /// <param name="isError">Whether that measures errors.</param>
    /// <param name="courses">The trainings, the later over the earlier.</param>
    public static XElement? Of(string metric, bool isError, IReadOnlyList<Course> courses)
    {
        XElement?[] figures =
        [
            new CurvePlot
            {
                Id = "loss", Title = "Training loss (mean of the epoch)", XTitle = "epoch", YFormat = Format.Number,
                Lines = Lines(courses, trial => trial.Epochs.Select(epoch => ((double)epoch.Epoch, epoch.Loss))),
            }.Figure(),
            new CurvePlot
            {
                Id = "dev", Title = $"Dev score ({metric})", XTitle = "epoch", YFormat = isError ? score => ScoreText.Of(score, isError) : Percent,
                Lines = Lines(courses, trial => trial.Epochs.Where(epoch => epoch.DevScore is not null).Select(epoch => ((double)epoch.Epoch, epoch.DevScore!.Value))),
            }.Figure(),
            new CurvePlot
            {
                Id = "rate", Title = "Learning rate", XTitle = "step", YFormat = Format.Rate,
                Lines = Lines(courses, trial => trial.Rates.Select(point => ((double)point.Step, point.Rate))),
            }.Figure(),
        ];
        return figures.OfType<XElement>().Any() ? Html.Tag("div", Html.Class("plots"), figures) : null;
    }

    private static PlotLine[] Lines(IReadOnlyList<Course> courses, Func<Trial, IEnumerable<(double X, double Y)>> points) =>
        [.. courses.Select(course => new PlotLine(course.Name, course.Color, [.. points(course.Trial)]) { Faint = course.Faint })];

    private static string Percent(double score) => Format.Invariant($"{100 * score:0.##} %");
}
