using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Reports.Plots;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>How far numbers lie off the true ones.</summary>
internal static class ResidualsSection
{
    // So many points are a cloud already.
    private const int MostPoints = 1000;

    public static XElement? Of(RunRecord run)
    {
        if (run.Test is not { Numbers: { Count: > 0 } numbers } test) return null;
        var residuals = numbers.Select(pair => pair.Answer - pair.Truth).ToList();
        var table = new DataTable($"Answer less truth, training with seed {test.Seed}", "Residuals", "#Value")
            .Row("examples", Format.Count(residuals.Count))
            .Row("mean (bias)", Format.Number(residuals.Average()))
            .Row("mean absolute error", Format.Number(residuals.Average(Math.Abs)))
            .Row("root of the mean square", Format.Number(Math.Sqrt(residuals.Average(residual => residual * residual))))
            .Row("largest, absolute", Format.Number(residuals.Max(Math.Abs)));
        var every = (numbers.Count + MostPoints - 1) / MostPoints;
        return Html.Section("residuals", "Numbers on the test data", Html.Tag("div", Html.Class("plots"), new CurvePlot
        {
            Id = "numbers",
            Title = every == 1 ? "Answers over true numbers" : $"Answers over true numbers (every {every}th example)",
            XTitle = "true number",
            YFormat = Format.Number,
            WholeX = false,
            Diagonal = true,
            Lines = [new PlotLine("answers", 0, [.. numbers.Where((_, i) => i % every == 0).Select(pair => (pair.Truth, pair.Answer))]) { Scattered = true }],
        }.Figure()), table.Element());
    }
}
