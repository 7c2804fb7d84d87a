namespace PromptGen.Generator.Model;

/// <summary>How published checkpoints vary around the paths of the modules.</summary>
internal sealed record Checkpoint(EquatableArray<string> Roots, EquatableArray<Alias> Aliases, EquatableArray<IgnoredPath> Ignored);

/// <summary>Another name of a tensor.</summary>
internal sealed record Alias(string From, string To);

/// <summary>What a checkpoint may hold besides.</summary>
internal sealed record IgnoredPath(string Path, Spot At);
