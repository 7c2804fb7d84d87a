namespace PromptGen.Checkpoints;

/// <summary>What became of every tensor of a checkpoint, and of every weight of the encoder.</summary>
/// <param name="Loaded">Checkpoint names that became weights.</param>
/// <param name="Ignored">Checkpoint names that did not, each with the reason.</param>
/// <param name="Missing">Module paths that may be absent and were, each with what that means.</param>
public sealed record CheckpointReport(
    IReadOnlyList<string> Loaded,
    IReadOnlyList<(string Name, string Reason)> Ignored,
    IReadOnlyList<(string Module, string Meaning)> Missing)
{
    /// <summary>The file that holds the weights, or the index that names the files; null: not known.</summary>
    public string? File { get; init; }

    /// <summary>Parameter name of the encoder → name of the tensor in the checkpoint.</summary>
    internal IReadOnlyDictionary<string, string> TensorNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Those of <see cref="Loaded"/> that were copied to float32 from another type, each with that type, such as <c>F16</c>.</summary>
    public IReadOnlyList<(string Name, string Type)> Converted { get; init; } = [];
}
