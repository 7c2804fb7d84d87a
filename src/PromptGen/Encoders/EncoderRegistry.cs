using System.Reflection;
using PromptGen.Checkpoints;

namespace PromptGen.Encoders;

/// <summary>The encoders that some assemblies provide, found by a <c>config.json</c>.</summary>
public sealed class EncoderRegistry
{
    private readonly List<IReadOnlyList<EncoderDescription>> byAssembly;

    /// <param name="assemblies">Where to look; of two encoders that fit alike the first assembly's is taken.</param>
    public EncoderRegistry(params IEnumerable<Assembly> assemblies)
    {
        byAssembly = [.. assemblies.Select(assembly => assembly.GetCustomAttributes<ProvidesEncoderAttribute>().Select(attribute => attribute.Description).ToList())];
        Encoders = [.. byAssembly.SelectMany(encoders => encoders)];
    }

    /// <summary>All encoders, in the order of their assemblies.</summary>
    public IReadOnlyList<EncoderDescription> Encoders { get; }

    /// <summary>The model types that have an encoder, sorted.</summary>
    public IEnumerable<string> ModelTypes => Encoders.SelectMany(encoder => encoder.ModelTypes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>
    /// The encoder for a configuration, or null: one for its model type, and of several in one assembly one whose required keys have their values there, else
    /// one that requires none.
    /// </summary>
    /// <param name="config">Its <c>model_type</c> is such as <c>bert</c>.</param>
    /// <exception cref="CheckpointException">It has no <c>model_type</c>.</exception>
    public EncoderDescription? Find(ConfigJson config)
    {
        var ofType = byAssembly.Select(encoders => encoders.Where(encoder => encoder.ModelTypes.Contains(config.ModelType)).ToList()).ToList();
        var fitting = ofType.Select(encoders =>
            encoders.Find(encoder => encoder.Requires.Count > 0 && encoder.Requires.All(required => config.Says(required.Key, required.Value)))
            ?? encoders.Find(encoder => encoder.Requires.Count == 0));
        // Where none fits, the first one's own error says what it does not cover.
        return fitting.FirstOrDefault(encoder => encoder is not null) ?? ofType.SelectMany(encoders => encoders).FirstOrDefault();
    }
}
