namespace PromptGen.Benchmarks;

/// <summary>All benchmarks, in the order in which they run.</summary>
internal static class Catalog
{
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        new MethodStep(),
        new PaddedEpoch(),
        new TrainingMemory(),
        new CheckpointOpening(),
        new MixedAdapters(),
        new TokenizingSpeed(),
        new DebertaStep(),
        new SchemaGeneration(),
    ];
}
