using System.Globalization;
using PromptGen.Cli.Inspection;
using PromptGen.Encoders.Outlines;
using PromptGen.Reports;

namespace PromptGen.Cli.Training;

/// <summary>An encoder's outline as a report keeps it.</summary>
internal static class RecordedOutline
{
    /// <param name="outline">The outline.</param>
    /// <param name="prefixLength">P; 0: no prefix.</param>
    /// <param name="promptedLayers">The layers that have one.</param>
    public static EncoderPart Of(EncoderOutline outline, int prefixLength, IReadOnlyList<int> promptedLayers)
    {
        return Part(outline.Whole, depth: 0);

        EncoderPart Part(OutlinePart part, int depth) =>
            new(part.Name, part.Count, [.. OutlineTree.Shapes(part)], part.Parameters, [.. part.Parts.Select(inner => Part(inner, depth + 1))])
            {
                Prefix = depth == 1 && Layers(part.Name) is var (first, last) ? Prefix(first, last) : null,
            };

        string? Prefix(int first, int last)
        {
            var layers = promptedLayers.Where(layer => layer >= first && layer <= last).ToList();
            if (prefixLength == 0 || layers.Count == 0) return null;
            var shape = outline.KeyValues[layers[0]];
            return $"prefix: keys and values [{prefixLength}, {shape.Heads}, {shape.HeadSize}]"
                + (layers.Count == last - first + 1 ? "" : $", in layers {Runs(layers)}");
        }
    }

    /// <summary>Numbers in their order, those that follow each other by the first and the last.</summary>
    private static string Runs(IReadOnlyList<int> numbers) => string.Join(", ", numbers.Index()
        .GroupBy(number => number.Item - number.Index, number => number.Item)
        .Select(run => run.First() == run.Last() ? $"{run.First()}" : $"{run.First()}–{run.Last()}"));

    /// <summary>Which layers a part of the outline is; null: it is none.</summary>
    private static (int First, int Last)? Layers(string name)
    {
        if (name.Split(' ') is not ["layers", var numbers]) return null;
        var ends = numbers.Split('–').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToList();
        return (ends[0], ends[^1]);
    }
}
