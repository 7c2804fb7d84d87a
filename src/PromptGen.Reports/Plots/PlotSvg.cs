using System.Globalization;
using System.Xml.Linq;
using PromptGen.Reports.Markup;
using ScottPlot;

namespace PromptGen.Reports.Plots;

/// <summary>
/// What ScottPlot wrote, as a part of a page: colors become classes, which the style sheet colors by the reader's choice of light and dark;
/// identifiers become unique.
/// </summary>
internal static class PlotSvg
{
    /// <summary>How many lines have a color of their own; more begin again.</summary>
    public const int ColorCount = 8;

    // Stand for classes; no number among them is that of a color with a name, which would be written instead.
    private const byte LineMark = 0x51, FaintMark = 0x52;

    /// <summary>The grid.</summary>
    public static readonly Color Grid = new(0x53, 0, 0);

    /// <summary>The lines of the axes.</summary>
    public static readonly Color Frame = new(0x54, 0, 0);

    /// <summary>The color of a line.</summary>
    public static Color Of(int color, bool faint) => new(faint ? FaintMark : LineMark, 0, (byte)(color % ColorCount));

    /// <summary>The class that has a line's color.</summary>
    public static string ClassOf(int color) => string.Create(CultureInfo.InvariantCulture, $"series-{color % ColorCount + 1}");

    /// <summary>The elements inside an SVG document.</summary>
    /// <param name="svg">The document.</param>
    /// <param name="id">Unique on the page; its identifiers begin with it.</param>
    public static IReadOnlyList<XElement> Content(string svg, string id)
    {
        var root = XDocument.Parse(svg).Root!;
        // Skia counts on from picture to picture, so its own numbers would not be the same twice.
        var names = root.Descendants().Attributes("id").Select((attribute, i) => (attribute.Value, Name: string.Create(CultureInfo.InvariantCulture, $"{id}-{i + 1}")))
            .ToDictionary(pair => pair.Value, pair => pair.Name, StringComparer.Ordinal);
        return [.. Children(root, names)];
    }

    private static IEnumerable<XElement> Children(XElement parent, IReadOnlyDictionary<string, string> names) => parent.Elements().Select(element =>
        Html.Tag(element.Name.LocalName, element.Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => Attribute(a, names)), Children(element, names)));

    private static XAttribute Attribute(XAttribute attribute, IReadOnlyDictionary<string, string> names) => (attribute.Name.LocalName, attribute.Value) switch
    {
        ("id", var value) => new XAttribute("id", names[value]),
        ("clip-path", var value) => new XAttribute("clip-path", $"url(#{names[value["url(#".Length..^1]]})"),
        ("stroke" or "fill", not "none") => new XAttribute("class", $"{attribute.Name.LocalName} {ClassOf(attribute.Value)}"),
        var (name, value) => new XAttribute(name, value),
    };

    /// <exception cref="InvalidOperationException">ScottPlot drew something in a color that this project did not give it.</exception>
    private static string ClassOf(string color)
    {
        var isNumber = int.TryParse(color.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number);
        return (isNumber ? number >> 16 : 0) switch
        {
            LineMark => ClassOf(number & 0xFF),
            FaintMark => $"faint {ClassOf(number & 0xFF)}",
            0x53 => "grid",
            0x54 => "frame",
            _ => throw new InvalidOperationException($"The plot has the color {color}, which stands for nothing."),
        };
    }
}
