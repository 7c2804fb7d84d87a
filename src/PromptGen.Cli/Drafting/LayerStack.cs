using System.Globalization;

namespace PromptGen.Cli.Drafting;

/// <summary>The layers of a checkpoint: the modules whose paths differ in one number alone.</summary>
/// <param name="From">Their path, with <c>{layer}</c> where the number stands.</param>
/// <param name="Layers">The modules of each, by paths below it, in the order of the numbers.</param>
/// <param name="First">The number of the first layer.</param>
/// <param name="Decoder">The path of a decoder beside this encoder; null: there is none.</param>
internal sealed record LayerStack(string From, IReadOnlyList<IReadOnlyList<StoredModule>> Layers, int First, string? Decoder)
{
    /// <summary>
    /// Finds the stack that holds most modules, of an encoder where there is a decoder too; null: no path has a number. Of the numbers of a path the one that takes most
    /// values counts the layers.
    /// </summary>
    public static LayerStack? Find(IReadOnlyList<StoredModule> modules)
    {
        var places = modules.SelectMany(module =>
        {
            var segments = module.Path.Split('.');
            return segments.Index().Where(segment => IsNumber(segment.Item)).Select(segment => (
                Module: module,
                Number: int.Parse(segment.Item, CultureInfo.InvariantCulture),
                Before: string.Join('.', segments[..segment.Index]),
                After: segments[(segment.Index + 1)..]));
        });
        var stacks = places.GroupBy(place => place.Before).ToList();
        var decoder = stacks.Any(stack => NamedBy(stack.Key, "encoder") is not null)
            ? stacks.Select(stack => NamedBy(stack.Key, "decoder")).FirstOrDefault(path => path is not null)
            : null;
        var best = stacks.Where(stack => decoder is null || NamedBy(stack.Key, "decoder") is null)
            .MaxBy(stack => (stack.Count(), stack.Select(place => place.Number).Distinct().Count(), -stack.Key.Length));
        if (best is null) return null;
        // What all modules have in common behind the number belongs to the layer's path: 'layer_groups.0.layers.0'.
        var common = Common([.. best.Select(place => place.After)]);
        return new LayerStack(
            string.Join('.', [best.Key, "{layer}", .. common]),
            [.. best.GroupBy(place => place.Number).OrderBy(layer => layer.Key).Select(layer => (IReadOnlyList<StoredModule>)
                [.. layer.Select(place => place.Module with { Path = string.Join('.', place.After.Skip(common.Length)) })])],
            best.Min(place => place.Number),
            decoder);
    }

    /// <summary>Whether a path of the checkpoint is one of a layer.</summary>
    public bool Holds(string path) => path.StartsWith(From[..From.IndexOf("{layer}", StringComparison.Ordinal)], StringComparison.Ordinal);

    /// <summary>A path in the layers with <c>{layer}</c> in place of the number; any other path as it is.</summary>
    public string General(string path)
    {
        var before = From[..From.IndexOf("{layer}", StringComparison.Ordinal)];
        var end = Holds(path) ? path.IndexOf('.', before.Length) : -1;
        return end < 0 ? path : $"{before}{{layer}}{path[end..]}";
    }

    /// <summary>A path up to the segment that has a name in it; null: none has.</summary>
    private static string? NamedBy(string path, string name)
    {
        var segments = path.Split('.');
        var index = Array.FindIndex(segments, segment => segment.Contains(name, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : string.Join('.', segments[..(index + 1)]);
    }

    private static string[] Common(IReadOnlyList<string[]> paths)
    {
        var count = 0;
        while (paths.All(path => path.Length > count + 1 && path[count] == paths[0][count])) count++;
        return paths[0][..count];
    }

    private static bool IsNumber(string segment) => segment.Length is > 0 and < 6 && segment.All(char.IsAsciiDigit);
}
