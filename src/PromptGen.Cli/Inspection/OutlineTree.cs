using PromptGen.Cli.Terminal;
using System.Globalization;
using PromptGen.Encoders.Outlines;
using Spectre.Console;

namespace PromptGen.Cli.Inspection;

/// <summary>Draws an encoder: its parts, the shapes of their weights, how many numbers they hold, and where a prefix enters.</summary>
internal static class OutlineTree
{
    /// <summary>As wide as the widest names and shapes are, in practice.</summary>
    private const int CountColumn = 58;

    public static void Print(EncoderOutline outline, string size, Screen console)
    {
        var tree = new Tree(new Text($"{outline.Whole.Name} ({size}): {outline.Whole.Parameters.ToString("N0", CultureInfo.InvariantCulture)} parameters, all frozen"));
        foreach (var part in outline.Whole.Parts) Add(tree, part, outline, depth: 1);
        tree.AddNode(new Text("a head, trained"));
        console.Draw(tree);
        console.WriteLine($"A prefix of P slots trains P × {outline.PrefixParameters(1):N0} numbers: {outline.PrefixParameters(20):N0} with P = 20, {Share(outline.PrefixParameters(20), outline.Whole.Parameters)}.");
    }

    private static void Add(IHasTreeNodes parent, OutlinePart part, EncoderOutline outline, int depth)
    {
        var name = part.Count > 1 ? $"{part.Name}, {part.Count} alike" : part.Name;
        var node = parent.AddNode(Line(string.Join("  ", [name, .. Shapes(part)]), part.Parameters, depth));
        if (part.First is { } layer)
        {
            var shape = outline.KeyValues[layer];
            node.AddNode(new Text($"prefix, trained: keys and values [P, {shape.Heads}, {shape.HeadSize}] before those of the tokens"));
        }
        foreach (var inner in part.Parts) Add(node, inner, outline, depth + 1);
    }

    /// <summary>The tensors of a part, in words.</summary>
    public static IEnumerable<string> Shapes(OutlinePart part) => part.Tensors.Select(tensor => $"{(tensor.Name is "weight" ? "" : $"{tensor.Name} ")}[{string.Join(", ", tensor.Shape)}]");

    /// <summary>The tree indents each depth by four columns; counts stand below each other all the same.</summary>
    private static Text Line(string what, long parameters, int depth) => new(string.Create(
        CultureInfo.InvariantCulture, $"{what.PadRight(Math.Max(0, CountColumn - 4 * depth))} {parameters,14:N0}"));

    /// <summary>Of numbers trained in all.</summary>
    public static string Share(long trained, long frozen) => (trained / (double)(trained + frozen)).ToString("P2", CultureInfo.InvariantCulture);
}
