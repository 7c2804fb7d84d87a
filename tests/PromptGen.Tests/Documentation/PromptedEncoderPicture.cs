using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PromptGen.Tests.Documentation;

/// <summary>
/// What P-Tuning v2 does, as one SVG: frozen layers, trained keys and values before those of the tokens in each of them, a small trained head. The colors follow
/// the reader's choice of light or dark; the ground is the picture's own, so that it can be read on a page that chose otherwise.
/// </summary>
internal static class PromptedEncoderPicture
{
    private const int Wide = 900, Left = 20, Right = Wide - Left, Row = 76, Gap = 22, Cells = 152, Blocks = 652;

    private const string Style = """
        text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; fill: #1d2126; }
        .large { font-size: 17px; font-weight: 600; }
        .quiet { fill: #59626c; }
        .on { fill: #ffffff; font-weight: 600; }
        .page { fill: #ffffff; stroke: #d8dde2; }
        .frozen { fill: #f0f3f6; stroke: #b4bdc6; }
        .token { fill: #a9b4bf; }
        .trained { fill: #c75000; }
        .arrow { stroke: #59626c; stroke-width: 1.5; fill: none; marker-end: url(#tip); }
        #tip path { fill: #59626c; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e4e7ea; }
          .quiet { fill: #a2abb4; }
          .on { fill: #14171a; }
          .page { fill: #14171a; stroke: #363d44; }
          .frozen { fill: #1d2226; stroke: #4b545d; }
          .token { fill: #6b7680; }
          .trained { fill: #f4924a; }
          .arrow { stroke: #a2abb4; }
          #tip path { fill: #a2abb4; }
        }
        """;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static string Draw(PromptedEncoderFacts facts)
    {
        var top = 132;
        var bottom = top + facts.Layers * (Row + Gap);
        var pitch = Math.Min(15.0, (Blocks - 24.0 - Cells - 8) / (facts.PrefixLength + facts.Tokens));
        var tokens = Cells + facts.PrefixLength * pitch + 8;
        var middle = tokens + facts.Tokens * pitch / 2;
        var high = bottom + 124;

        var picture = Element("svg", ("viewBox", $"0 0 {Wide} {high}"), ("width", Wide), ("height", high), ("role", "img"));
        picture.Add(
            Element("title").With($"P-Tuning v2 over {facts.Model}: in each of {facts.Layers} frozen layers trained keys and values stand before the tokens'"),
            Element("style").With("\n" + Style + "\n"),
            Element("marker", ("id", "tip"), ("refX", 7), ("refY", 4), ("markerWidth", 8), ("markerHeight", 8), ("orient", "auto"), ("markerUnits", "userSpaceOnUse"))
                .With(Element("path", ("d", "M0 0L8 4L0 8z"))),
            Box("page", 0.5, 0.5, Wide - 1, high - 1, 8),
            Text("large", Left, 34, $"P-Tuning v2: {Number(facts.Trained)} numbers are trained ({Share(facts)} %), {Number(facts.Frozen)} stay frozen"));

        // From the answer down to the text, as the layers lie.
        var head = Blocks + 110;
        picture.Add(
            Box("trained", head, 58, Right - head, 34, 5),
            Text("on", (head + Right) / 2.0, 80, "head", "middle"),
            Text("quiet", head - 12, 72, $"one of {facts.Labels} intents", "end"),
            Text("quiet", head - 12, 89, $"{Number(facts.HeadParameters)} trained", "end"));
        Arrow(picture, (head + Right) / 2.0, top, (head + Right) / 2.0, 95);
        if (facts.Pooler) picture.Add(Text("quiet", (head + Right) / 2.0 - 10, 117, "by the frozen pooler", "end"));

        for (var layer = facts.Layers; layer >= 1; layer--)
        {
            var y = top + (facts.Layers - layer) * (Row + Gap);
            picture.Add(
                Box("frozen", Left, y, Right - Left, Row, 6), Text("", Left + 14, y + 34, $"layer {layer}"), Text("quiet", Left + 14, y + 52, "frozen"));
            foreach (var (name, at) in new[] { ("keys", y + 18), ("values", y + 42) })
            {
                picture.Add(Text("quiet", Cells - 8, at + 11, name, "end"));
                picture.Add(Enumerable.Range(0, facts.PrefixLength).Select(i => Box("trained", Cells + i * pitch, at, pitch - 3, 14, 2)));
                picture.Add(Enumerable.Range(0, facts.Tokens).Select(i => Box("token", tokens + i * pitch, at, pitch - 3, 14, 2)));
            }
            var x = (double)Blocks;
            var width = (Right - 14 - x - 18 * (facts.Blocks.Count - 1)) / facts.Blocks.Count;
            Arrow(picture, tokens + facts.Tokens * pitch + 1, y + Row / 2.0, x - 3, y + Row / 2.0);
            foreach (var block in facts.Blocks)
            {
                picture.Add(
                    Box("page", x, y + 19, width, Row - 38, 5), Text("", x + width / 2, y + Row / 2.0 + 5, Spoken(block), "middle"));
                if (x + width + 18 < Right - 14) Arrow(picture, x + width, y + Row / 2.0, x + width + 16, y + Row / 2.0);
                x += width + 18;
            }
            // What a layer gives is what the next one above reads.
            if (layer > 1) picture.Add(Element("path", ("class", "arrow"), ("d", $"M{Round(middle)} {Round(y + Row + Gap)}V{Round(y + Row + 3)}")));
        }

        Arrow(picture, middle, bottom + 6, middle, bottom - Gap + 3);
        picture.Add(
            Text("", middle, bottom + 22, $"“{facts.Text}”", "middle"),
            Text("quiet", Cells + facts.PrefixLength * pitch / 2, bottom + 1, "prefix", "middle"),
            Box("trained", Left, bottom + 47, 14, 14, 2),
            Text("", Left + 22, bottom + 59, $"trained: in each of {facts.Layers} layers {facts.PrefixLength} keys and {facts.PrefixLength} values of "
                + $"{facts.Width} numbers ({Number(facts.PrefixParameters)}), and the head ({Number(facts.HeadParameters)})"),
            Box("token", Left, bottom + 71, 14, 14, 2),
            Text("", Left + 22, bottom + 83, $"computed: keys and values of the message's {facts.Tokens} tokens, which see the prefix and each other"),
            Box("frozen", Left, bottom + 95, 14, 14, 2),
            Text("", Left + 22, bottom + 107, $"frozen: all {Number(facts.Frozen)} numbers of the encoder, {facts.Model}, the same bytes before and after"));
        return picture.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static void Arrow(XElement picture, double x1, double y1, double x2, double y2) =>
        picture.Add(Element("path", ("class", "arrow"), ("d", $"M{Round(x1)} {Round(y1)}L{Round(x2)} {Round(y2)}")));

    private static XElement Box(string kind, double x, double y, double width, double height, double round) =>
        Element("rect", ("class", kind), ("x", x), ("y", y), ("width", width), ("height", height), ("rx", round));

    private static XElement Text(string kind, double x, double y, string text, string anchor = "start") =>
        Element("text", ("class", kind), ("x", x), ("y", y), ("text-anchor", anchor)).With(text);

    private static XElement Element(string name, params (string Name, object Value)[] attributes) => new(
        Svg + name,
        attributes.Where(attribute => attribute.Value is not "")
            .Select(attribute => new XAttribute(attribute.Name, attribute.Value is double number ? Round(number) : attribute.Value)));

    private static XElement With(this XElement element, object content)
    {
        element.Add(content);
        return element;
    }

    /// <summary>A name of the schema as prose has it: <c>feedForward</c> is feed-forward.</summary>
    private static string Spoken(string name) => Regex.Replace(name, "(?<=[a-z])[A-Z]", capital => "-" + capital.Value.ToLowerInvariant());

    /// <summary>Of what is trained, in percent of all.</summary>
    private static string Share(PromptedEncoderFacts facts) =>
        (100.0 * facts.Trained / (facts.Trained + facts.Frozen)).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Round(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);
}
