using System.Globalization;

namespace PromptGen.Checkpoints;

/// <summary>The names that a checkpoint map gives under one of its roots.</summary>
/// <param name="map">The map.</param>
/// <param name="root">One of its roots.</param>
internal sealed class CheckpointNames(CheckpointMap map, string root)
{
    private const string AnyLayer = "{layer}";

    /// <summary>First segments of the map's paths: without a root they alone tell the backbone from what lies beside it.</summary>
    private readonly HashSet<string> tops = [.. map.Modules.Values.Concat(map.Tensors.Values).Where(path => path[0] != '/').Select(path => path.Split('.')[0])];

    private Dictionary<string, HashSet<string>>? layerPaths;

    /// <summary>The root in words.</summary>
    public string Place => root.Length == 0 ? "the backbone" : $"the backbone '{root}'";

    /// <summary>The checkpoint's usual name for a parameter, such as <c>layers.0.attention.query.weight</c>.</summary>
    /// <param name="parameter">Module path and parameter name.</param>
    public string Of(string parameter)
    {
        var (module, name) = Split(parameter);
        if (Mapped(map.Tensors, parameter) is { } tensor) return tensor;
        return Mapped(map.Modules, module) is { } path
            ? $"{path}.{name}"
            : throw new InvalidOperationException($"The checkpoint map has no module '{module}'.");
    }

    private string? Mapped(Dictionary<string, string> paths, string own)
    {
        if (paths.TryGetValue(own, out var path)) return Absolute(path);
        var segments = own.Split('.');
        for (var i = 0; i < segments.Length; i++)
        {
            var layer = segments[i];
            if (!IsNumber(layer)) continue;
            segments[i] = AnyLayer;
            if (paths.TryGetValue(string.Join('.', segments), out path)) return Absolute(path).Replace(AnyLayer, layer, StringComparison.Ordinal);
            segments[i] = layer;
        }
        return null;
    }

    /// <summary>That name and its aliases.</summary>
    /// <param name="name">From <see cref="Of"/>.</param>
    public IEnumerable<string> WithAliases(string name)
    {
        yield return name;
        var (path, last) = Split(name);
        foreach (var (alias, meaning) in map.Aliases)
            if (meaning == last) yield return $"{path}.{alias}";
    }

    /// <summary>The optional module that a parameter belongs to, or null.</summary>
    /// <param name="parameter">Module path and parameter name.</param>
    public string? Optional(string parameter) => map.Optional.FirstOrDefault(module => IsBelow(parameter, module));

    /// <summary>The entry of the map's list of what is no weight under which a name falls, or null.</summary>
    /// <param name="name">A name in the checkpoint.</param>
    public string? Ignored(string name) => map.Ignored.FirstOrDefault(path => Covers(Absolute(path), name));

    /// <summary>Whether a name lies where the backbone's weights lie.</summary>
    /// <param name="name">A name in the checkpoint.</param>
    public bool IsInside(string name) => root.Length == 0 ? tops.Contains(name.Split('.')[0]) : IsBelow(name, root);

    /// <summary>The layer whose weight a name would be, if there were that many layers; null where it is no layer's.</summary>
    /// <param name="name">A name in the checkpoint.</param>
    public int? Layer(string name)
    {
        layerPaths ??= LayerPaths();
        foreach (var (before, behind) in layerPaths)
        {
            if (!name.StartsWith(before, StringComparison.Ordinal)) continue;
            var end = name.IndexOf('.', before.Length);
            var number = end < 0 ? name.AsSpan(before.Length) : name.AsSpan(before.Length, end - before.Length);
            var rest = end < 0 ? "" : name[end..];
            // A module's path with the name of a tensor behind it, or a tensor's path.
            if ((behind.Contains(rest) || rest.LastIndexOf('.') is var last and >= 0 && behind.Contains(rest[..(last + 1)]))
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var layer)) return layer;
        }
        return null;
    }

    /// <summary>What stands before the number of a layer, and what may stand behind it; of modules with the point before the tensor's name.</summary>
    private Dictionary<string, HashSet<string>> LayerPaths()
    {
        var paths = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var path in map.Modules.Values.Select(path => Absolute(path) + ".").Concat(map.Tensors.Values.Select(Absolute)))
        {
            var at = path.IndexOf(AnyLayer, StringComparison.Ordinal);
            if (at < 0) continue;
            if (!paths.TryGetValue(path[..at], out var behind)) paths.Add(path[..at], behind = new(StringComparer.Ordinal));
            behind.Add(path[(at + AnyLayer.Length)..]);
        }
        return paths;
    }

    private string Absolute(string path) => path[0] == '/' ? path[1..] : root.Length == 0 ? path : $"{root}.{path}";

    private static bool IsBelow(string name, string path) =>
        name.StartsWith(path, StringComparison.Ordinal) && (name.Length == path.Length || name[path.Length] == '.');

    /// <summary>Whether a name is a path, with any number for its <c>{layer}</c>, or lies below it.</summary>
    private static bool Covers(string path, string name)
    {
        if (!path.Contains(AnyLayer, StringComparison.Ordinal)) return IsBelow(name, path);
        var (pattern, segments) = (path.Split('.'), name.Split('.'));
        return pattern.Length <= segments.Length
            && pattern.Zip(segments).All(pair => pair.First == pair.Second || pair.First == AnyLayer && IsNumber(pair.Second));
    }

    private static bool IsNumber(string segment) => segment.Length > 0 && segment.All(char.IsAsciiDigit);

    private static (string Path, string Last) Split(string name) =>
        name.LastIndexOf('.') is var dot and >= 0 ? (name[..dot], name[(dot + 1)..]) : ("", name);
}
