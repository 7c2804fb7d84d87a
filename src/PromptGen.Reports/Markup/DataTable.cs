using System.Xml.Linq;

namespace PromptGen.Reports.Markup;

/// <summary>A table with a caption; the first cell of a row names the row. On a narrow page it scrolls in its own box.</summary>
/// <param name="caption">What it shows.</param>
/// <param name="columns">The headings; one that begins with <c>#</c> is over numbers, which stand at the right.</param>
internal sealed class DataTable(string caption, params IReadOnlyList<string> columns)
{
    private readonly List<XElement> rows = [];

    /// <param name="cells">A text, an element or null for each column.</param>
    public DataTable Row(params object?[] cells) => Row(strong: false, cells);

    /// <param name="strong">Whether the row stands out.</param>
    /// <param name="cells">A text, an element or null for each column.</param>
    public DataTable Row(bool strong, params object?[] cells)
    {
        rows.Add(Html.Tag("tr", strong ? Html.Class("strong") : null, cells.Select((cell, i) => i == 0
            ? Html.Tag("th", Html.Attribute("scope", "row"), cell)
            : Html.Tag("td", IsNumber(i) ? Html.Class("number") : null, cell))));
        return this;
    }

    /// <summary>The element; null where there is no row.</summary>
    public XElement? Element() => rows.Count == 0 ? null : InBox(caption, Html.Tag("table",
        Html.Tag("caption", caption),
        Html.Tag("thead", Html.Tag("tr", columns.Select((column, i) => Html.Tag("th",
            Html.Attribute("scope", "col"), IsNumber(i) ? Html.Class("number") : null, column.TrimStart('#'))))),
        Html.Tag("tbody", rows)));

    /// <summary>A box that scrolls what is wider than the page; with the keyboard too.</summary>
    public static XElement InBox(string name, XElement wide) =>
        Html.Tag("div", Html.Class("scroll"), Html.Attribute("role", "region"), Html.Attribute("aria-label", name), Html.Attribute("tabindex", "0"), wide);

    private bool IsNumber(int column) => columns[column].StartsWith('#');
}
