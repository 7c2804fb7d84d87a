namespace PromptGen.Encoders.Outlines;

/// <summary>A module: its tensors, and the modules inside it.</summary>
/// <param name="Name">Its name in the module that it is in; of layers that are alike, which they are, such as <c>layers 0–11</c>.</param>
/// <param name="Count">How many such modules follow each other.</param>
/// <param name="Tensors">Of one of them.</param>
/// <param name="Parts">Inside one of them.</param>
public sealed record OutlinePart(string Name, int Count, IReadOnlyList<OutlinedTensor> Tensors, IReadOnlyList<OutlinePart> Parts)
{
    /// <summary>Of layers, the number of the first of them; null: it is no layer.</summary>
    public int? First { get; init; }

    /// <summary>The numbers in all of them.</summary>
    public long Parameters => Count * (Tensors.Sum(tensor => tensor.Parameters) + Parts.Sum(part => part.Parameters));

    /// <summary>The module that has these tensors, by their dotted names.</summary>
    internal static OutlinePart Of(string name, IReadOnlyList<OutlinedTensor> tensors)
    {
        var own = tensors.Where(tensor => !tensor.Name.Contains('.', StringComparison.Ordinal)).ToList();
        var inside = tensors.Except(own).GroupBy(tensor => tensor.Name.Split('.')[0]).Select(part => (Name: part.Key, Part: Of(
            part.Key, [.. part.Select(tensor => tensor with { Name = tensor.Name[(part.Key.Length + 1)..] })]))).ToList();
        return inside.Count > 0 && inside.TrueForAll(part => part.Name.All(char.IsAsciiDigit))
            ? new OutlinePart(name, 1, own, Alike(name, [.. inside.Select(part => part.Part)]))
            : new OutlinePart(name, 1, own, [.. inside.SelectMany(part => IsList(part.Part) ? part.Part.Parts : [part.Part])]);
    }

    /// <summary>A list of modules has no weights of its own, and its parts stand in its place.</summary>
    private static bool IsList(OutlinePart part) => part.Tensors.Count == 0 && part.Parts.Count > 0 && part.Parts[0].First is not null;

    /// <summary>The modules of a list, those that follow each other and do not differ as one.</summary>
    private static List<OutlinePart> Alike(string list, IReadOnlyList<OutlinePart> parts)
    {
        var alike = new List<OutlinePart>();
        var (first, signature) = (0, Signature(parts[0]));
        for (var i = 1; i <= parts.Count; i++)
        {
            var next = i < parts.Count ? Signature(parts[i]) : null;
            if (next == signature) continue;
            var name = i - first == 1 ? $"{list.TrimEnd('s')} {first}" : $"{list} {first}–{i - 1}";
            alike.Add(parts[first] with { Name = name, Count = i - first, First = first });
            (first, signature) = (i, next);
        }
        return alike;
    }

    private static string Signature(OutlinePart part) =>
        string.Concat(part.Tensors.Select(tensor => $"{tensor.Name}[{string.Join(',', tensor.Shape)}]")) + string.Concat(part.Parts.Select(inner => $"({inner.Name}×{inner.Count}{Signature(inner)})"));
}
