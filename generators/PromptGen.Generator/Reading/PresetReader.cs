using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>presets</c>.</summary>
internal static class PresetReader
{
    public static readonly Noun Noun = new("preset", "a preset", "sizes", "parameters");
    public static readonly Noun ParametersNoun = new("parameters", "a parameter count", "exact", "published", "source", "note");

    public static EquatableArray<Preset> ReadAll(JsonNode? node, SchemaScope scope) =>
        scope.Map(node, "presets", "an object of presets").Select(member => Read(member, scope)).OfType<Preset>().ToEquatable();

    private static Preset? Read(JsonMember member, SchemaScope scope)
    {
        scope.CheckKey(member.Name, member.NamePlace, "a preset");
        if (Noun.Read(member.Value, member.Name, scope.Findings) is not { } preset) return null;
        var sizes = scope.Map(preset.Required("sizes"), "sizes", "an object of numbers")
            .Select(size => new PresetSize(size.Name, scope.Integer(size.Value, size.Name, 1), size.NamePlace))
            .ToEquatable();
        if (preset.Required("parameters") is not { } node || ParametersNoun.Read(node, "parameters", scope.Findings) is not { } parameters) return null;
        var exact = parameters.Required("exact");
        return new Preset(
            member.Name,
            sizes,
            scope.Integer(exact, "exact", 1, long.MaxValue),
            exact?.Place ?? parameters.Place,
            scope.Text(parameters.Required("published"), "published"),
            scope.Text(parameters.Required("source"), "source"),
            parameters.Optional("note") is { } note ? scope.Text(note, "note") : null,
            member.NamePlace);
    }
}
