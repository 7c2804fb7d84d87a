using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>Which labels were found, and which were taken for which.</summary>
internal static class ConfusionSection
{
    // A matrix of more labels is no picture any more; the pairs most often confused are listed then.
    private const int MostLabels = 24, MostPairs = 30;

    public static XElement? Of(RunRecord run) => run.Test?.Confusion is { } confusion
        ? Html.Section("labels", "Labels on the test data",
            Html.Paragraph($"The answers of the training with seed {run.Test.Seed}."),
            Scores(confusion),
            confusion.Labels.Count <= MostLabels ? Matrix(confusion) : Pairs(confusion))
        : null;

    private static XElement? Scores(ConfusionMatrix confusion)
    {
        var table = new DataTable("What was found of each label", "Label", "#Precision", "#Recall", "#F1", "#Examples");
        for (var i = 0; i < confusion.Labels.Count; i++)
        {
            var score = confusion.Of(i);
            table.Row(confusion.Labels[i], ScoreText.Of(score.Precision), ScoreText.Of(score.Recall), ScoreText.Of(score.F1), Format.Count(score.Existing));
        }
        return table.Element();
    }

    private static XElement Matrix(ConfusionMatrix confusion)
    {
        const string Caption = "Confusion matrix: true labels in rows, answers in columns, darker where more of a row's examples are";
        return DataTable.InBox(Caption, Html.Tag("table", Html.Class("confusion"),
            Html.Tag("caption", Caption),
            Html.Tag("thead", Html.Tag("tr", Html.Tag("th", Html.Attribute("scope", "col"), "True label"), confusion.Labels.Select(label =>
                Html.Tag("th", Html.Attribute("scope", "col"), Html.Tag("span", Html.Class("upright"), label))))),
            Html.Tag("tbody", confusion.Labels.Select((label, row) => Html.Tag("tr",
                Html.Tag("th", Html.Attribute("scope", "row"), label), confusion.Counts[row].Select((count, column) => Cell(count, confusion.Counts[row].Sum(), row == column)))))));
    }

    private static XElement Cell(int count, int ofRow, bool right) => Html.Tag("td",
        Html.Class(right ? "number right" : count == 0 ? "number none" : "number wrong"),
        count == 0 ? null : Html.Attribute("style", Format.Invariant($"--share: {(double)count / ofRow:0.###}")),
        Format.Count(count));

    private static XElement? Pairs(ConfusionMatrix confusion)
    {
        var table = new DataTable("The pairs most often confused", "True label", "Answer", "#Times");
        var pairs = from row in Enumerable.Range(0, confusion.Labels.Count)
                    from column in Enumerable.Range(0, confusion.Labels.Count)
                    where row != column && confusion.Counts[row][column] > 0
                    orderby confusion.Counts[row][column] descending
                    select (row, column);
        foreach (var (row, column) in pairs.Take(MostPairs))
            table.Row(confusion.Labels[row], confusion.Labels[column], Format.Count(confusion.Counts[row][column]));
        return table.Element();
    }
}
