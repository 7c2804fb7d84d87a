namespace PromptGen.Checkpoints;

/// <summary>
/// Where each module of an encoder lies in published checkpoints: a flat table from module path to checkpoint path, with
/// <c>{layer}</c> its only placeholder. Tensors are <c>weight</c> and <c>bias</c> below those paths.
/// </summary>
public sealed class CheckpointMap
{
    /// <summary>The names under which the whole backbone may lie, tried in order; the empty one means no root.</summary>
    public required IReadOnlyList<string> Roots { get; init; }

    /// <summary>Module path → checkpoint path below the root. A path that begins with <c>/</c> is absolute.</summary>
    public required Dictionary<string, string> Modules { get; init; }

    /// <summary>Parameters whose checkpoint path is that of a tensor and not of a module: parameter path → path of the tensor.</summary>
    public Dictionary<string, string> Tensors { get; init; } = [];

    /// <summary>Other names of a tensor → its name here, such as <c>gamma</c> → <c>weight</c>.</summary>
    public Dictionary<string, string> Aliases { get; init; } = [];

    /// <summary>Checkpoint paths that are no weights of the backbone; whole dotted segments.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Module paths that a checkpoint may lack, such as the pooler.</summary>
    public IReadOnlyList<string> Optional { get; init; } = [];
}
