using System;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>options</c>, and what an option may choose wherever it stands.</summary>
internal static class OptionReader
{
    public static readonly Noun Noun = new("option", "an option", "config", "kind", "values", "default");
    public static readonly Noun ChoiceNoun = new("choice", "a choice", "option");

    public static EquatableArray<Option> ReadAll(JsonNode? node, SchemaScope scope) =>
        scope.Map(node, "options", "an object of options").Select(member => Read(member, scope)).ToEquatable();

    private static Option Read(JsonMember member, SchemaScope scope)
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "an option");
        if (Noun.Read(member.Value, member.Name, scope.Findings) is not { } option) return new Option(member.Name, "", OptionKind.Activation, [], [], member.NamePlace);
        var (config, others) = scope.ConfigKeys(option.Required("config"), $"the option '{member.Name}'");
        // What is of no known kind, which is reported, may be of any.
        var isKnown = Words.OptionKinds.TryRead(option.Required("kind"), "kind", scope.Findings, out var kind);
        foreach (var options in isKnown ? [scope.Options(kind)] : scope.AllOptions) options.Define(member.Name, member.NamePlace);
        var values = scope.Map(option.Required("values"), "values", "an object of values").Select(value =>
        {
            scope.CheckKey(value.Name, value.NamePlace, "a value in config.json");
            return new OptionValue(value.Name, isKnown ? Meaning(kind, value, scope) : []);
        }).ToEquatable();
        if (option.Optional("values") is { Kind: JsonKind.Object } listed && values.Count < 2)
            scope.Findings.Add(Rules.NothingToChoose, listed.Place, member.Name, values.Count == 0 ? "no value" : $"'{values[0].Text}' alone");
        var read = new Option(member.Name, config, kind, values, null, member.NamePlace) { OtherKeys = others };
        return option.Optional("default") is { } fallback ? read with { Default = ReadValue(read, fallback, "default", scope) } : read;
    }

    // Of a set, one value may mean several members.
    private static EquatableArray<string> Meaning(OptionKind kind, JsonMember value, SchemaScope scope)
    {
        if (kind != OptionKind.RelativeScores || value.Value.Kind != JsonKind.Array) return [Member(kind, value, scope.Findings)];
        if (value.Value.Items.Count == 0) scope.Findings.Add(Rules.WrongType, value.Value.Place, value.Name, "empty", "at least one kind of score");
        return scope.Texts(value.Value, value.Name).Select(word =>
        {
            Words.RelativeScores.TryRead(word.Text, word.Place, scope.Findings, out var score);
            return score.ToString();
        }).ToEquatable();
    }

    private static string Member(OptionKind kind, JsonMember value, Findings findings) => kind switch
    {
        OptionKind.Activation => Words.Activations.Read(value.Value, value.Name, findings).ToString(),
        OptionKind.Switch => Words.Switches.Read(value.Value, value.Name, findings) ? Option.On : Option.Off,
        OptionKind.RelativeScores => Words.RelativeScores.Read(value.Value, value.Name, findings).ToString(),
        OptionKind.HeadInput => Words.HeadInputs.Read(value.Value, value.Name, findings).ToString(),
        _ => throw new NotSupportedException($"option {kind}"),
    };

    /// <summary>A value as <c>config.json</c> writes it, of a set with <c>|</c> between several; reports one that the option has not.</summary>
    public static EquatableArray<string> ReadValue(Option option, JsonNode node, string name, SchemaScope scope)
    {
        var text = node.Kind is JsonKind.True or JsonKind.False ? node.Description : scope.Text(node, name);
        if (option.Members(text) is { } members) return members;
        if (text.Length > 0)
        {
            scope.Findings.Add(Rules.UnknownReference, node.Place, text, option.IsSet ? "a set of values of this option" : "a value of this option",
                Suggestion.For(text, option.Values.Select(value => value.Text), "it has", "it has none"));
        }
        return [];
    }

    /// <summary>An activation by its name, or left to an option.</summary>
    public static Choice<Activation> ReadActivation(JsonNode? node, string name, SchemaScope scope) =>
        ReadChoice(node, name, OptionKind.Activation, scope, fixedNode => Words.Activations.Read(fixedNode, name, scope.Findings));

    /// <summary>What the schema says, or leaves to an option of one kind.</summary>
    public static Choice<T> ReadChoice<T>(JsonNode? node, string name, OptionKind kind, SchemaScope scope, Func<JsonNode?, T> read)
    {
        if (node?.Kind != JsonKind.Object) return new Choice<T>(read(node), null);
        var choice = ChoiceNoun.Read(node, name, scope.Findings);
        return new Choice<T>(read(null), scope.Reference(choice?.Required("option"), "option", scope.Options(kind)));
    }

    /// <summary>The switch that a part is there under.</summary>
    public static EquatableArray<Condition> ReadWhen(JsonNode? node, SchemaScope scope) =>
        node is null ? [] : [new Condition.Switched(scope.Reference(node, "when", scope.Options(OptionKind.Switch)), On: true)];
}
