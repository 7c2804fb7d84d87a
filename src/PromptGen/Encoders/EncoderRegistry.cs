using System.Reflection;

namespace PromptGen.Encoders;

/// <summary>The encoders that some assemblies provide, found by the <c>model_type</c> of a <c>config.json</c>.</summary>
public sealed class EncoderRegistry
{
    private readonly Dictionary<string, EncoderDescription> byModelType = new(StringComparer.Ordinal);

    /// <param name="assemblies">Where to look; of two encoders for one model type the first assembly's is taken.</param>
    public EncoderRegistry(params IEnumerable<Assembly> assemblies)
    {
        var all = new List<EncoderDescription>();
        foreach (var assembly in assemblies)
        foreach (var attribute in assembly.GetCustomAttributes<ProvidesEncoderAttribute>())
        {
            all.Add(attribute.Description);
            foreach (var modelType in attribute.Description.ModelTypes) byModelType.TryAdd(modelType, attribute.Description);
        }
        Encoders = all;
    }

    /// <summary>All encoders, in the order of their assemblies.</summary>
    public IReadOnlyList<EncoderDescription> Encoders { get; }

    /// <summary>The model types that have an encoder, sorted.</summary>
    public IEnumerable<string> ModelTypes => byModelType.Keys.Order(StringComparer.Ordinal);

    /// <summary>The encoder for a model type, or null.</summary>
    /// <param name="modelType">As in <c>config.json</c>, such as <c>bert</c>.</param>
    public EncoderDescription? Find(string modelType) => byModelType.GetValueOrDefault(modelType);
}
