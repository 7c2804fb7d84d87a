using System;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>rates</c>, <c>numbers</c>, <c>ids</c> and <c>fixed</c>.</summary>
internal static class DefinitionReader
{
    public static readonly Noun RateNoun = new("rate", "a rate", "config", "default");
    public static readonly Noun NumberNoun = new("number", "a number", "config", "default", "whenNull");
    public static readonly Noun IdNoun = new("id", "an id", "config", "default");
    public static readonly Noun FixedNoun = new("fixedValue", "a fixed value", "value", "required", "size", "absent", "members", "kinds");

    public static EquatableArray<Rate> ReadRates(JsonNode? node, SchemaScope scope) => ReadRates(node, "rate", RateNoun, scope.Rates, scope.RateNumber, scope);

    public static EquatableArray<Rate> ReadNumbers(JsonNode? node, SchemaScope scope) => ReadRates(node, "number", NumberNoun, scope.Numbers, scope.PositiveNumber, scope);

    private static EquatableArray<Rate> ReadRates(
        JsonNode? node, string what, Noun noun, Definitions definitions, Func<JsonNode, string, string> digits, SchemaScope scope)
    {
        var members = scope.Map(node, what + "s", $"an object of {what}s");
        foreach (var member in members) definitions.Define(member.Name, member.NamePlace);
        return members.Select(member =>
        {
            scope.CheckIdentifier(member.Name, member.NamePlace, noun.Article);
            if (noun.Read(member.Value, member.Name, scope.Findings) is not { } rate) return new Rate(what, member.Name, "", null, member.NamePlace);
            var (config, others) = scope.ConfigKeys(rate.Required("config"), $"the {what} '{member.Name}'");
            return new Rate(what, member.Name, config, rate.Optional("default") is { } value ? digits(value, "default") : null, member.NamePlace)
            {
                OtherKeys = others,
                WhenNull = rate.Optional("whenNull") is { } other ? scope.Reference(other, "whenNull", definitions) : null,
            };
        }).ToEquatable();
    }

    public static EquatableArray<TokenId> ReadIds(JsonNode? node, SchemaScope scope) => scope.Map(node, "ids", "an object of ids").Select(member =>
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "an id");
        scope.Ids.Define(member.Name, member.NamePlace);
        if (IdNoun.Read(member.Value, member.Name, scope.Findings) is not { } id) return new TokenId(member.Name, "", null, member.NamePlace);
        var (config, others) = scope.ConfigKeys(id.Required("config"), $"the id '{member.Name}'");
        return new TokenId(member.Name, config, id.Optional("default") is { } value ? scope.Integer(value, "default", 0) : null, member.NamePlace) { OtherKeys = others };
    }).ToEquatable();

    public static EquatableArray<FixedValue> ReadFixed(JsonNode? node, Layers layers, SchemaScope scope) => scope.Map(node, "fixed", "an object of config values").Select(member =>
    {
        if (scope.CheckKey(member.Name, member.NamePlace, "a key of config.json")) scope.ClaimKey(member.Name, member.NamePlace, "a fixed value");
        if (member.Value.Kind != JsonKind.Object) return new FixedValue(member.Name, Value(member.Value, member.Name, scope), null, false, member.NamePlace);
        var form = FixedNoun.Read(member.Value, member.Name, scope.Findings)!;
        if (new[] { "absent", "members", "kinds" }.FirstOrDefault(name => form.Optional(name) is not null) is { } only)
        {
            scope.Exclude(form, $"'{only}'", "one of the two", [.. FixedNoun.Properties.Where(name => name != only)]);
            return ReadForm(new FixedValue(member.Name, null, null, false, member.NamePlace), only, form.Optional(only)!, layers, scope);
        }
        var required = scope.Boolean(form.Optional("required"), "required", false);
        if (form.Optional("size") is not { } size)
            return new FixedValue(member.Name, form.Required("value") is { } value ? Value(value, "value", scope) : "", null, required, member.NamePlace);
        scope.Exclude(form, "'size'", "a value, or the size that it equals", "value");
        return new FixedValue(member.Name, null, scope.Reference(size, "size", scope.Sizes), required, member.NamePlace);
    }).ToEquatable();

    private static FixedValue ReadForm(FixedValue key, string form, JsonNode node, Layers layers, SchemaScope scope)
    {
        if (form == "kinds") return key with { Kinds = ReadKinds(node, layers, scope) };
        if (form == "members")
        {
            if (node is { Kind: JsonKind.Array, Items.Count: 0 }) scope.Findings.Add(Rules.WrongType, node.Place, "members", "empty", "at least one key, or 'absent' where the object may not be there");
            var members = scope.Texts(node, "members");
            foreach (var (text, place) in members) scope.CheckKey(text, place, "a key of config.json");
            return key with { Members = members.Select(member => member.Text).ToEquatable() };
        }
        if (!scope.Boolean(node, "absent", true)) scope.Findings.Add(Rules.WrongType, node.Place, "absent", "false", "true, or no 'absent'");
        return key with { Absent = true };
    }

    private static EquatableArray<KindWord> ReadKinds(JsonNode node, Layers layers, SchemaScope scope)
    {
        var words = scope.Map(node, "kinds", "an object of layer kinds").Select(word => (word.Name, word.NamePlace, Word: scope.Key(word.Value, word.Name, "a word of config.json"))).ToList();
        var known = layers.Kinds.Select(kind => kind.Name).ToList();
        foreach (var (name, place, _) in words)
            if (!known.Contains(name)) scope.Findings.Add(Rules.UnknownReference, place, name, "a layer kind of this schema", Suggestion.For(name, known, "there are", "there is none"));
        if (node.Kind == JsonKind.Object)
            foreach (var kind in known.Where(kind => words.All(word => word.Name != kind))) scope.Findings.Add(Rules.MissingProperty, node.Place, kind, "a list of layer kinds");
        return words.Select(word => new KindWord(word.Name, word.Word)).ToEquatable();
    }

    private static string Value(JsonNode value, string name, SchemaScope scope)
    {
        if (value.Kind is JsonKind.Object or JsonKind.Array) scope.Findings.Add(Rules.WrongType, value.Place, name, value.Description, "a text, a number, true or false");
        return value.Kind is JsonKind.String or JsonKind.Number ? value.Text : value.Description;
    }
}
