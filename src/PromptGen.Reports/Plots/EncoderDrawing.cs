using System.Xml.Linq;
using PromptGen.Reports.Markup;

namespace PromptGen.Reports.Plots;

/// <summary>
/// The parts of an encoder as boxes in boxes, the outer ones in the order in which a text goes through them, those inside as the module names them; what is trained is colored.
/// It is narrow enough to be read on a phone.
/// </summary>
internal sealed class EncoderDrawing
{
    private const string Trained = "trained", Frozen = "frozen";

    private const int Width = 440, RowHeight = 26, Inset = 10, Gap = 6, ArrowHeight = 18;

    private readonly List<XElement> shapes = [];
    private readonly string ofEncoder;
    private double y;

    private EncoderDrawing(string ofEncoder) => this.ofEncoder = ofEncoder;

    /// <param name="encoder">The whole encoder.</param>
    /// <param name="parts">The parts of the model, which say what was trained.</param>
    public static XElement Of(EncoderPart encoder, IReadOnlyList<ModelPart> parts)
    {
        var drawing = new EncoderDrawing(parts.Any(part => part is { Name: "encoder", Trained: true }) ? Trained : Frozen);
        drawing.Row(0, Width, "tokens of a text", [], "", "plain");
        foreach (var part in encoder.Parts)
        {
            drawing.Arrow();
            drawing.Part(part, 0, Width);
        }
        drawing.Arrow();
        drawing.Row(0, Width, "head", [], Format.Count(parts.Where(part => part.Name == "head").Sum(part => part.Parameters)), Trained);
        return Html.Tag("svg",
            Html.Class("drawing"),
            Html.Attribute("viewBox", Format.Invariant($"0 0 {Width} {drawing.y + 1:0.#}")),
            Html.Attribute("role", "img"),
            Html.Attribute("aria-label", InWords(encoder)),
            drawing.shapes);
    }

    private void Part(EncoderPart part, double left, double width)
    {
        var name = part.Count > 1 ? $"{part.Name}, {part.Count} alike" : part.Name;
        if (part.Parts.Count == 0)
        {
            Row(left, width, name, part.Shapes, Format.Count(part.Parameters), ofEncoder);
            return;
        }
        // The box is drawn first, and its height is known last.
        var box = Box(left, y, width, 0, ofEncoder);
        var top = y;
        Texts(left, width, name, part.Shapes, Format.Count(part.Parameters));
        y += RowHeight;
        if (part.Prefix is { } prefix)
        {
            Row(left + Inset, width - 2 * Inset, prefix, [], "", Trained);
            y += Gap;
        }
        foreach (var inner in part.Parts)
        {
            Part(inner, left + Inset, width - 2 * Inset);
            y += Gap;
        }
        y += Inset - Gap;
        box.SetAttributeValue("height", Format.Invariant($"{y - top:0.#}"));
    }

    private void Row(double left, double width, string name, IReadOnlyList<string> shapesOf, string count, string kind)
    {
        if (kind != "plain") Box(left, y, width, RowHeight, kind);
        Texts(left, width, name, shapesOf, count);
        y += RowHeight;
    }

    private XElement Box(double left, double top, double width, double height, string kind)
    {
        var box = Html.Tag("rect",
            Html.Class($"box {kind}"), Number("x", left + 0.5), Number("y", top + 0.5), Number("width", width - 1), Number("height", height), Html.Attribute("rx", "4"));
        shapes.Add(box);
        return box;
    }

    private void Texts(double left, double width, string name, IReadOnlyList<string> shapesOf, string count)
    {
        shapes.Add(Html.Tag("text", Html.Class("name"), Number("x", left + 10), Number("y", y + 17), string.Join("  ", [name, .. shapesOf])));
        if (count != "") shapes.Add(Html.Tag("text", Number("x", left + width - 10), Number("y", y + 17), Html.Attribute("text-anchor", "end"), count));
    }

    private void Arrow()
    {
        shapes.Add(Html.Tag("path", Html.Class("arrow"), Html.Attribute("d", Format.Invariant($"M{Width / 2} {y + 2:0.#}v{ArrowHeight - 5}m-4 -5l4 5l4 -5"))));
        y += ArrowHeight;
    }

    private static XAttribute Number(string name, double value) => Html.Attribute(name, Format.Invariant($"{value:0.#}"));

    private static string InWords(EncoderPart encoder) => $"{encoder.Name}, {Format.Count(encoder.Parameters)} numbers: "
        + string.Join(", ", encoder.Parts.Select(part => $"{part.Name} ({Format.Count(part.Parameters)}{(part.Prefix is null ? "" : ", with a prefix")})")) + ", and a head.";
}
