using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Reports.Pages.Sections;

namespace PromptGen.Reports.Pages;

/// <summary>The page of one run: what came out, how it came, what was wrong, what it was made of.</summary>
internal static class RunPage
{
    public static IEnumerable<XElement> Body(RunRecord run) => PageFrame.Around(
        Html.Tag("header",
            Html.Tag("h1", run.Name),
            Html.Paragraph($"{run.Method} · {run.Task} · {run.Model.Architecture} ", Html.Tag("code", run.Model.Folder), $" · {Format.Moment(run.Started)}"),
            run.Interrupted ? Html.Tag("p", Html.Class("warning"), "This run was interrupted: what follows is what it had done by then.") : null),
        [
            ResultSection.Of(run),
            CurvesSection.Of(run),
            TrialsSection.Of(run),
            ConfusionSection.Of(run),
            EntitiesSection.Of(run),
            ResidualsSection.Of(run),
            ErrorsSection.Of(run),
            PartsSection.Of(run),
            EncoderSection.Of(run),
            RecipeSection.Of(run),
            ProvenanceSection.Of(run),
        ]);
}
