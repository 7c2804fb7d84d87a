using System.Xml.Linq;
using PromptGen.Reports.Markup;

namespace PromptGen.Reports.Pages;

/// <summary>What every page has around its sections.</summary>
internal static class PageFrame
{
    /// <param name="header">What the page is about.</param>
    /// <param name="sections">Its sections; null where a run has nothing for one.</param>
    public static IEnumerable<XElement> Around(XElement header, IReadOnlyList<XElement?> sections)
    {
        var shown = sections.OfType<XElement>().ToList();
        yield return header;
        yield return Html.Tag("nav", Html.Attribute("aria-label", "Contents"), Html.Tag("ul", shown.Select(section =>
            Html.Tag("li", Html.Tag("a", Html.Attribute("href", $"#{(string)section.Attribute("id")!}"), section.Element("h2")!.Value)))));
        yield return Html.Tag("main", shown);
    }
}
