using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Reports.Plots;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>What the encoder is made of, and where the prefix enters.</summary>
internal static class EncoderSection
{
    public static XElement? Of(RunRecord run) => run.Outline is not { } outline ? null : Html.Section("encoder", "The encoder",
        Html.Paragraph($"{outline.Name}, {Format.Count(outline.Parameters)} numbers: shapes of the weights of each part, and how many numbers it holds. What was trained is colored."),
        Html.Tag("div", Html.Class("scroll"), Html.Attribute("tabindex", "0"), Html.Attribute("role", "region"), Html.Attribute("aria-label", "The encoder, part by part"),
            EncoderDrawing.Of(outline, run.Parts)));
}
