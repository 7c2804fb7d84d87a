using System;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>rates</c>, <c>numbers</c>, <c>ids</c> and <c>fixed</c>.</summary>
internal static class DefinitionReader
{
    public static readonly Noun RateNoun = new("rate", "a rate", "config", "default");
    public static readonly Noun NumberNoun = new("number", "a number", "config", "default");
    public static readonly Noun IdNoun = new("id", "an id", "config", "default");
    public static readonly Noun FixedNoun = new("fixedValue", "a fixed value", "value", "required", "size", "absent");

    public static EquatableArray<Rate> ReadRates(JsonNode? node, SchemaScope scope) => ReadRates(node, "rate", RateNoun, scope.Rates, scope.RateNumber, scope);

    public static EquatableArray<Rate> ReadNumbers(JsonNode? node, SchemaScope scope) => ReadRates(node, "number", NumberNoun, scope.Numbers, scope.PositiveNumber, scope);

    private static EquatableArray<Rate> ReadRates(
        JsonNode? node, string what, Noun noun, Definitions definitions, Func<JsonNode, string, string> digits, SchemaScope scope) =>
        scope.Map(node, what + "s", $"an object of {what}s").Select(member =>
        {
            scope.CheckIdentifier(member.Name, member.NamePlace, noun.Article);
            definitions.Define(member.Name, member.NamePlace);
            if (noun.Read(member.Value, member.Name, scope.Findings) is not { } rate) return new Rate(what, member.Name, "", null, member.NamePlace);
            var config = scope.ConfigKey(rate.Required("config"), $"the {what} '{member.Name}'");
            return new Rate(what, member.Name, config, rate.Optional("default") is { } value ? digits(value, "default") : null, member.NamePlace);
        }).ToEquatable();

    public static EquatableArray<TokenId> ReadIds(JsonNode? node, SchemaScope scope) => scope.Map(node, "ids", "an object of ids").Select(member =>
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "an id");
        scope.Ids.Define(member.Name, member.NamePlace);
        if (IdNoun.Read(member.Value, member.Name, scope.Findings) is not { } id) return new TokenId(member.Name, "", null, member.NamePlace);
        var config = scope.ConfigKey(id.Required("config"), $"the id '{member.Name}'");
        return new TokenId(member.Name, config, id.Optional("default") is { } value ? scope.Integer(value, "default", 0) : null, member.NamePlace);
    }).ToEquatable();

    public static EquatableArray<FixedValue> ReadFixed(JsonNode? node, SchemaScope scope) => scope.Map(node, "fixed", "an object of config values").Select(member =>
    {
        if (scope.CheckKey(member.Name, member.NamePlace, "a key of config.json")) scope.ClaimKey(member.Name, member.NamePlace, "a fixed value");
        if (member.Value.Kind != JsonKind.Object) return new FixedValue(member.Name, Value(member.Value, member.Name, scope), null, false, member.NamePlace);
        var form = FixedNoun.Read(member.Value, member.Name, scope.Findings)!;
        if (form.Optional("absent") is { } absent)
        {
            if (!scope.Boolean(absent, "absent", true)) scope.Findings.Add(Rules.WrongType, absent.Place, "absent", "false", "true, or no 'absent'");
            scope.Exclude(form, "'absent'", "a value that the key has, or none", "value", "required", "size");
            return new FixedValue(member.Name, null, null, false, member.NamePlace) { Absent = true };
        }
        var required = scope.Boolean(form.Optional("required"), "required", false);
        if (form.Optional("size") is not { } size)
            return new FixedValue(member.Name, form.Required("value") is { } value ? Value(value, "value", scope) : "", null, required, member.NamePlace);
        scope.Exclude(form, "'size'", "a value, or the size that it equals", "value");
        return new FixedValue(member.Name, null, scope.Reference(size, "size", scope.Sizes), required, member.NamePlace);
    }).ToEquatable();

    private static string Value(JsonNode value, string name, SchemaScope scope)
    {
        if (value.Kind is JsonKind.Object or JsonKind.Array) scope.Findings.Add(Rules.WrongType, value.Place, name, value.Description, "a text, a number, true or false");
        return value.Kind is JsonKind.String or JsonKind.Number ? value.Text : value.Description;
    }
}
