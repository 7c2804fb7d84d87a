using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PromptGen.Reports.Markup;

/// <summary>
/// Elements of a page, as LINQ to XML has them: texts and attributes are escaped where they are written, so a text from data cannot become markup.
/// </summary>
internal static class Html
{
    // Written without an end tag; everything else has one, also where it is empty.
    private static readonly HashSet<string> Void = new(StringComparer.Ordinal) { "link", "meta" };

    // Begin a line of the file, where white space shows nowhere on the page.
    private static readonly HashSet<string> OnOwnLine = new(StringComparer.Ordinal)
    {
        "head", "meta", "link", "title", "style", "body", "header", "nav", "main", "section", "h1", "h2", "p", "dl", "ul", "ol", "li", "div",
        "table", "caption", "thead", "tbody", "tr", "figure", "figcaption", "svg", "g", "path", "rect", "text",
    };

    /// <param name="name">The element's name.</param>
    /// <param name="content">Attributes, elements, texts; what is null is left out.</param>
    public static XElement Tag(string name, params object?[] content) => new(name, content);

    public static XAttribute Attribute(string name, string value) => new(name, value);

    public static XAttribute Class(string value) => new("class", value);

    /// <summary>A paragraph.</summary>
    public static XElement Paragraph(params object?[] content) => Tag("p", content);

    /// <summary>A part of the page under a heading, which the list of contents links to.</summary>
    /// <param name="id">Its anchor.</param>
    /// <param name="heading">Its heading.</param>
    /// <param name="content">What it holds; what is null is left out.</param>
    public static XElement Section(string id, string heading, params object?[] content) =>
        Tag("section", Attribute("id", id), Attribute("aria-labelledby", $"{id}-heading"), Tag("h2", Attribute("id", $"{id}-heading"), heading), content);

    /// <summary>The file's text: lines end in LF, and what is no character of a page is shown as U+FFFD.</summary>
    /// <param name="title">The document's title.</param>
    /// <param name="generator">What wrote it.</param>
    /// <param name="style">The style sheet, which is the product's own and written as it is.</param>
    /// <param name="body">The content of the body.</param>
    public static string Document(string title, string generator, string style, params object?[] body)
    {
        const string StyleSheet = "STYLE-SHEET";
        var root = Tag("html", Attribute("lang", "en"),
            Tag("head",
                Tag("meta", Attribute("charset", "utf-8")),
                Tag("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
                Tag("meta", Attribute("name", "generator"), Attribute("content", generator)),
                Tag("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
                // A browser asks the site for an icon otherwise.
                Tag("link", Attribute("rel", "icon"), Attribute("href", "data:,")),
                Tag("title", title),
                Tag("style", StyleSheet)),
            Tag("body", body));
        MakeWritable(root);

        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineChars = "\n" }))
            root.WriteTo(writer);
        var page = text.Append('\n').ToString();
        // In the title, the only text from data before it, the brackets of a tag are escaped.
        var place = page.IndexOf($"<style>{StyleSheet}</style>", StringComparison.Ordinal) + "<style>".Length;
        return string.Concat(page.AsSpan(0, place), "\n", style, page.AsSpan(place + StyleSheet.Length));
    }

    private static void MakeWritable(XElement element)
    {
        foreach (var attribute in element.Attributes()) attribute.Value = Characters(attribute.Value);
        foreach (var text in element.Nodes().OfType<XText>()) text.Value = Characters(text.Value);
        if (element.IsEmpty && !Void.Contains(element.Name.LocalName)) element.Value = "";
        foreach (var child in element.Elements().ToList())
        {
            MakeWritable(child);
            if (OnOwnLine.Contains(child.Name.LocalName)) child.AddBeforeSelf("\n");
        }
    }

    /// <summary>A text without what XML and HTML have no character for: control characters and halves of surrogate pairs.</summary>
    private static string Characters(string text)
    {
        if (text.All(c => XmlConvert.IsXmlChar(c))) return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) clean.Append(text[i]).Append(text[++i]);
            else clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        }
        return clean.ToString();
    }
}
