using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PromptGen.Analyzers.Values;

/// <summary>The published sizes that an encoder certainly has.</summary>
/// <param name="Name">As a program writes it: <c>BertConfig.BaseUncased</c>.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="Positions">What prefix and tokens share; null: no such limit.</param>
internal sealed record Preset(string Name, int Layers, int? Positions)
{
    /// <summary>The preset of a backbone that <c>XEncoder.Random(preset, seed)</c> made; a checkpoint's sizes are known when it is opened, and not before.</summary>
    /// <returns>Null: none that is certain.</returns>
    public static Preset? Of(IOperation backbone, PromptGenTypes types)
    {
        if (Origin.Of(backbone) is not IInvocationOperation { TargetMethod: { Name: "Random", IsStatic: true } method } random
            || !PromptGenTypes.Is(method.ContainingType, types.Encoder)
            || Origin.Argument(random.Arguments, "config") is not { } config
            || Origin.Of(config) is not IPropertyReferenceOperation { Property: var property })
            return null;

        var sizes = property.GetAttributes().FirstOrDefault(attribute => PromptGenTypes.Is(attribute.AttributeClass, types.PresetSizes));
        if (Size(sizes, "Layers") is not { } layers) return null;
        return new Preset($"{property.ContainingType.Name}.{property.Name}", layers, Size(sizes, "Positions"));
    }

    private static int? Size(AttributeData? sizes, string name) => sizes?.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as int?;
}
