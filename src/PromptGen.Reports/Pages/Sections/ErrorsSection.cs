using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>The worst errors with their texts.</summary>
internal static class ErrorsSection
{
    public static XElement? Of(RunRecord run) => run.Test is { Errors: { Count: > 0 } errors } test
        ? Html.Section("errors", "The worst errors",
            Html.Paragraph($"Of the training with seed {test.Seed} on the test data, the worst first."),
            Html.Tag("ol", Html.Class("errors"), errors.Select(error => Html.Tag("li", Of(error)))))
        : null;

    private static IEnumerable<XElement> Of(WrongAnswer error)
    {
        if (error.TrueSpans.Count + error.AnsweredSpans.Count > 0)
        {
            yield return Marked("There are", error.Text, error.TrueSpans, error.AnsweredSpans, "found", "missed");
            yield return Marked("Answered", error.Text, error.AnsweredSpans, error.TrueSpans, "right", "wrong");
        }
        else
        {
            yield return Html.Tag("p", Html.Class("text"), error.Text);
        }
        if (error.TextPair is { } pair) yield return Html.Tag("p", Html.Class("text"), pair);
        if (Verdict(error) is { Count: > 0 } verdict) yield return Html.Tag("p", Html.Class("verdict"), verdict);
    }

    private static List<object> Verdict(WrongAnswer error)
    {
        var parts = new List<object>();
        if (error.Answer is { } answer) parts.AddRange(["answered ", Html.Tag("strong", answer)]);
        if (error.Confidence is { } confidence) parts.Add($" ({ScoreText.Of(confidence)} sure)");
        if (error.Truth is { } truth) parts.AddRange([parts.Count == 0 ? "right is " : ", right is ", Html.Tag("strong", truth)]);
        if (error.Source is { } source) parts.AddRange([parts.Count == 0 ? "" : " · ", Html.Tag("code", source)]);
        return parts;
    }

    /// <summary>The text with its spans, those that others have too told from those that they have not.</summary>
    private static XElement Marked(string name, string text, IReadOnlyList<MarkedSpan> spans, IReadOnlyList<MarkedSpan> others, string shared, string alone)
    {
        var parts = new List<object> { Html.Tag("span", Html.Class("side"), name) };
        var end = 0;
        foreach (var span in spans)
        {
            var kind = others.Contains(span) ? shared : alone;
            parts.AddRange(
            [
                text[end..span.Start],
                Html.Tag("mark", Html.Class(kind), text[span.Start..span.End], Html.Tag("small", kind == alone ? $"{span.Type}, {kind}" : span.Type)),
            ]);
            end = span.End;
        }
        parts.Add(text[end..]);
        if (spans.Count == 0) parts.Add(Html.Tag("small", "no entity"));
        return Html.Tag("p", Html.Class("text"), parts);
    }
}
