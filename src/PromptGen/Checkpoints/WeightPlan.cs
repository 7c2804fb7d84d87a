namespace PromptGen.Checkpoints;

/// <summary>Which tensor of a file becomes which weight of an encoder, decided and checked before any is read.</summary>
/// <param name="Sources">Parameter name → tensor; a parameter of an absent optional module has none.</param>
/// <param name="Report">What becomes of everything.</param>
internal sealed record WeightPlan(IReadOnlyDictionary<string, StoredTensor> Sources, CheckpointReport Report)
{
    private const int ShownProblems = 4;

    /// <summary>Makes the plan.</summary>
    /// <param name="parameters">Names and shapes of the encoder's weights.</param>
    /// <param name="layerCount">The encoder's layers.</param>
    /// <param name="architecture">What errors call the encoder.</param>
    /// <param name="map">Its checkpoint map.</param>
    /// <param name="config">Where the shapes come from, for errors.</param>
    /// <param name="file">The weights.</param>
    /// <param name="precision">The type in which they are kept.</param>
    /// <exception cref="CheckpointException">The file does not hold exactly that encoder.</exception>
    public static WeightPlan Make(
        IReadOnlyList<(string Name, long[] Shape)> parameters, int layerCount, string architecture, CheckpointMap map, ConfigJson config, IWeightsFile file,
        WeightPrecision precision)
    {
        var names = map.Roots.Select(root => new CheckpointNames(map, root))
            .MaxBy(names => parameters.Count(p => Find(file, names, p.Name) is not null))!;
        var sources = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        var problems = new List<string>();
        var absent = new List<string>();
        foreach (var (name, shape) in parameters)
        {
            if (Find(file, names, name) is not { } tensor)
            {
                absent.Add(name);
                continue;
            }
            sources.Add(name, tensor);
            if (!ElementType.IsFloating(tensor.Type)) problems.Add($"'{tensor.Name}' is {tensor}; weights are F32, F16, BF16 or F64");
            else if (!tensor.Shape.SequenceEqual(shape)) problems.Add($"'{tensor.Name}' is {tensor}; expected [{string.Join(", ", shape)}]");
        }
        if (sources.Count == 0)
        {
            var expected = string.Join(" or ", map.Roots.Select(root => $"'{new CheckpointNames(map, root).Of(parameters[0].Name)}'"));
            throw new CheckpointException($"{file.Path}: holds no weight of a {architecture}; found {WeightsFile.Names(file.Tensors)}; expected {expected}.");
        }

        if (precision == WeightPrecision.AsStored && sources.Values.DistinctBy(tensor => tensor.Type).Take(2).ToList() is [var one, var other])
            problems.Add($"'{one.Name}' is {one} and '{other.Name}' is {other}, so they can be kept in float32 only, not as stored");
        var missing = Missing(names, absent, sources.Keys, problems);
        var ignored = Ignored(names, file, sources.Values, layerCount, architecture, problems);
        if (problems.Count > 0)
        {
            var more = problems.Count > ShownProblems ? $"; and {problems.Count - ShownProblems} more such problems" : "";
            throw new CheckpointException(
                $"{file.Path}: is not the {architecture} that {config.Source} describes: {string.Join("; ", problems.Take(ShownProblems))}{more}.");
        }

        var loaded = sources.Values.DistinctBy(tensor => tensor.Name).ToList();
        return new WeightPlan(sources, new CheckpointReport([.. loaded.Select(tensor => tensor.Name)], ignored, missing)
        {
            File = file.Path,
            TensorNames = sources.ToDictionary(source => source.Key, source => source.Value.Name, StringComparer.Ordinal),
            Converted = precision == WeightPrecision.AsStored ? [] : [.. loaded.Where(tensor => tensor.Type != "F32").Select(tensor => (tensor.Name, tensor.Type))],
        });
    }

    private static StoredTensor? Find(IWeightsFile file, CheckpointNames names, string parameter) =>
        names.WithAliases(names.Of(parameter)).Select(file.Find).FirstOrDefault(tensor => tensor is not null);

    private static List<(string Module, string Meaning)> Missing(
        CheckpointNames names, List<string> absent, IEnumerable<string> present, List<string> problems)
    {
        // A module is optional as a whole: half of one is a damaged checkpoint.
        var begun = present.Select(names.Optional).ToHashSet();
        var left = absent.Where(name => names.Optional(name) is { } module && !begun.Contains(module)).ToLookup(name => names.Optional(name)!);
        var lost = absent.Where(name => !left.Any(module => module.Contains(name))).Select(names.Of).ToList();
        if (lost.Count > 0)
        {
            const int shown = 3;
            var more = lost.Count > shown ? $" and {lost.Count - shown} more" : "";
            problems.Insert(0, $"{lost.Count} of its weights {(lost.Count == 1 ? "is" : "are")} missing: "
                + string.Join(", ", lost.Take(shown).Select(name => $"'{name}'")) + more);
        }
        return [.. left.Select(module => (module.Key, $"the checkpoint has no {string.Join(", ", module.Select(name => $"'{names.Of(name)}'"))}; "
            + "what needs this module is refused, or trains one of its own"))];
    }

    private static List<(string Name, string Reason)> Ignored(
        CheckpointNames names, IWeightsFile file, IEnumerable<StoredTensor> used, int layerCount, string architecture, List<string> problems)
    {
        var taken = used.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        var ignored = new List<(string, string)>();
        foreach (var tensor in file.Tensors.Where(tensor => !taken.Contains(tensor.Name)))
        {
            if (names.Ignored(tensor.Name) is { } entry) ignored.Add((tensor.Name, $"no weight of the backbone by the schema's '{entry}'"));
            else if (!names.IsInside(tensor.Name)) ignored.Add((tensor.Name, $"lies outside {names.Place}"));
            else if (names.Layer(tensor.Name) is { } layer && layer >= layerCount)
                problems.Add($"'{tensor.Name}' belongs to layer {layer}, counted from 0, and {layerCount} layers are expected");
            else problems.Add($"'{tensor.Name}' lies in {names.Place} and is no weight of a {architecture}, so the checkpoint is of another model");
        }
        return ignored;
    }
}
