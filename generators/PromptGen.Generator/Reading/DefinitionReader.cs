using System.Globalization;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>rates</c>, <c>options</c>, <c>ids</c> and <c>fixed</c>.</summary>
internal static class DefinitionReader
{
    public static readonly Noun RateNoun = new("rate", "a rate", "config", "default");
    public static readonly Noun IdNoun = new("id", "an id", "config", "default");
    public static readonly Noun OptionNoun = new("option", "an option", "config", "kind", "values", "default");

    public static EquatableArray<Rate> ReadRates(JsonNode? node, SchemaScope scope) => scope.Map(node, "rates", "an object of rates").Select(member =>
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "a rate");
        scope.Rates.Define(member.Name, member.NamePlace);
        if (RateNoun.Read(member.Value, member.Name, scope.Findings) is not { } rate) return new Rate(member.Name, "", null, member.NamePlace);
        var config = scope.Key(rate.Required("config"), "config", "a key of config.json");
        return new Rate(member.Name, config, rate.Optional("default") is { } value ? RateValue(value, scope) : null, member.NamePlace);
    }).ToEquatable();

    private static string RateValue(JsonNode node, SchemaScope scope)
    {
        if (node.Kind != JsonKind.Number) scope.Findings.Add(Rules.WrongType, node.Place, "default", node.Description, "a number");
        else if (double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1) return node.Text;
        else scope.Findings.Add(Rules.OutOfRange, node.Place, "default", node.Text, "0 or more and less than 1");
        return "0";
    }

    public static EquatableArray<TokenId> ReadIds(JsonNode? node, SchemaScope scope) => scope.Map(node, "ids", "an object of ids").Select(member =>
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "an id");
        scope.Ids.Define(member.Name, member.NamePlace);
        if (IdNoun.Read(member.Value, member.Name, scope.Findings) is not { } id) return new TokenId(member.Name, "", null, member.NamePlace);
        var config = scope.Key(id.Required("config"), "config", "a key of config.json");
        return new TokenId(member.Name, config, id.Optional("default") is { } value ? scope.Integer(value, "default", 0) : null, member.NamePlace);
    }).ToEquatable();

    public static EquatableArray<Option> ReadOptions(JsonNode? node, SchemaScope scope) => scope.Map(node, "options", "an object of options").Select(member =>
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "an option");
        scope.Options.Define(member.Name, member.NamePlace);
        if (OptionNoun.Read(member.Value, member.Name, scope.Findings) is not { } option)
            return new Option(member.Name, "", OptionKind.Activation, [], "", member.NamePlace);
        var config = scope.Key(option.Required("config"), "config", "a key of config.json");
        var kind = Words.OptionKinds.Read(option.Required("kind"), "kind", scope.Findings);
        var values = scope.Map(option.Required("values"), "values", "an object of values").Select(value =>
        {
            scope.CheckKey(value.Name, value.NamePlace, "a value in config.json");
            return new OptionValue(value.Name, Words.Activations.Read(value.Value, value.Name, scope.Findings).ToString());
        }).ToEquatable();
        return new Option(member.Name, config, kind, values, Default(option, values, scope), member.NamePlace);
    }).ToEquatable();

    private static string Default(Members option, EquatableArray<OptionValue> values, SchemaScope scope)
    {
        var node = option.Required("default");
        var text = scope.Text(node, "default");
        if (values.FirstOrDefault(value => value.Text == text) is { } known) return known.Member;
        if (text.Length > 0)
        {
            scope.Findings.Add(Rules.UnknownReference, node!.Place, text, "a value of this option",
                Suggestion.For(text, values.Select(value => value.Text), "it has", "it has none"));
        }
        return "";
    }

    public static EquatableArray<FixedValue> ReadFixed(JsonNode? node, SchemaScope scope) => scope.Map(node, "fixed", "an object of config values").Select(member =>
    {
        scope.CheckKey(member.Name, member.NamePlace, "a key of config.json");
        var value = member.Value;
        if (value.Kind is JsonKind.Object or JsonKind.Array) scope.Findings.Add(Rules.WrongType, value.Place, member.Name, value.Description, "a text, a number, true or false");
        return new FixedValue(member.Name, value.Kind is JsonKind.String or JsonKind.Number ? value.Text : value.Description, member.NamePlace);
    }).ToEquatable();

    /// <summary>An activation by its name, or left to an option.</summary>
    public static ActivationChoice ReadActivation(JsonNode? node, string name, SchemaScope scope)
    {
        if (node?.Kind != JsonKind.Object) return new ActivationChoice(Words.Activations.Read(node, name, scope.Findings), null);
        var choice = ActivationChoiceNoun.Read(node, name, scope.Findings);
        return new ActivationChoice(Words.Activations.First, scope.Reference(choice?.Required("option"), "option", scope.Options));
    }

    public static readonly Noun ActivationChoiceNoun = new("activationChoice", "a choice of activation", "option");
}
