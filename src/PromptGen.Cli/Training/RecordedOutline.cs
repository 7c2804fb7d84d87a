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
        return Part(outline.Whole);

        EncoderPart Part(OutlinePart part) => new(part.Name, part.Count, [.. OutlineTree.Shapes(part)], part.Parameters, [.. part.Parts.Select(Part)])
        {
            Prefix = part.First is { } first ? Prefix(first, first + part.Count - 1) : null,
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
}
