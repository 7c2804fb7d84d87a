using System;
using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>presets</c>.</summary>
internal static class PresetReader
{
    public static readonly Noun Noun = new("preset", "a preset", "sizes", "options", "rates", "numbers", "parameters");
    public static readonly Noun ParametersNoun = new("parameters", "a parameter count", "exact", "published", "source", "note");

    public static EquatableArray<Preset> ReadAll(JsonNode? node, EquatableArray<Option> options, SchemaScope scope) =>
        scope.Map(node, "presets", "an object of presets").Select(member => Read(member, options, scope)).OfType<Preset>().ToEquatable();

    private static Preset? Read(JsonMember member, EquatableArray<Option> known, SchemaScope scope)
    {
        scope.CheckKey(member.Name, member.NamePlace, "a preset");
        if (Noun.Read(member.Value, member.Name, scope.Findings) is not { } preset) return null;
        var sizes = scope.Map(preset.Required("sizes"), "sizes", "an object of numbers")
            .Select(size => new PresetSize(size.Name, scope.Integer(size.Value, size.Name, scope.OptionalSizes.Contains(size.Name) ? 0 : 1), size.NamePlace))
            .ToEquatable();
        var options = scope.Map(preset.Optional("options"), "options", "an object of values")
            .Select(option => ReadOption(option, known, scope)).OfType<PresetOption>().ToEquatable();
        var rates = ReadRates(preset.Optional("rates"), "rates", scope.Rates, scope.RateNumber, scope)
            .Concat(ReadRates(preset.Optional("numbers"), "numbers", scope.Numbers, scope.PositiveNumber, scope)).ToEquatable();
        if (preset.Required("parameters") is not { } node || ParametersNoun.Read(node, "parameters", scope.Findings) is not { } parameters) return null;
        var (exact, published) = (parameters.Required("exact"), parameters.Required("published"));
        return new Preset(
            member.Name,
            sizes,
            options,
            rates,
            scope.Integer(exact, "exact", 1, long.MaxValue),
            exact?.Place ?? parameters.Place,
            scope.Text(published, "published"),
            published?.Place ?? parameters.Place,
            scope.Address(parameters.Required("source"), "source"),
            parameters.Optional("note") is { } note ? scope.Text(note, "note") : null,
            member.NamePlace);
    }

    private static IEnumerable<PresetRate> ReadRates(
        JsonNode? node, string name, Definitions definitions, Func<JsonNode, string, string> digits, SchemaScope scope) =>
        [.. scope.Map(node, name, "an object of numbers").Select(rate =>
        {
            if (!definitions.Names.Contains(rate.Name))
                scope.Findings.Add(Rules.UnknownReference, rate.NamePlace, rate.Name, definitions.What, Suggestion.For(rate.Name, definitions.Names, "there are", "there is none"));
            return new PresetRate(rate.Name, digits(rate.Value, rate.Name));
        })];

    private static PresetOption? ReadOption(JsonMember member, EquatableArray<Option> known, SchemaScope scope)
    {
        if (known.FirstOrDefault(option => option.Name == member.Name) is { } option)
            return new PresetOption(member.Name, member.Value.Kind == JsonKind.String ? member.Value.Text : member.Value.Description, OptionReader.ReadValue(option, member.Value, member.Name, scope));
        scope.Findings.Add(Rules.UnknownReference, member.NamePlace, member.Name, "an option of this schema",
            Suggestion.For(member.Name, known.Select(option => option.Name), "there are", "there is none"));
        return null;
    }
}
