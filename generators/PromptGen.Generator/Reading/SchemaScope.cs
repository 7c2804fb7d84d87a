using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>
/// What every part of a schema is read with: the reports, the names that are defined, and how values of each type are read. A value
/// that is wrong is reported and stood in for, so that the rest is still read.
/// </summary>
internal sealed class SchemaScope(Findings findings)
{
    private readonly Dictionary<string, string> configKeys = [];

    public Findings Findings => findings;

    public Definitions Sizes { get; } = new("a size of this schema");

    public Definitions Rates { get; } = new("a rate of this schema");

    public Definitions Numbers { get; } = new("a number of this schema");

    /// <summary>The sizes that may be 0.</summary>
    public HashSet<string> OptionalSizes { get; } = [];

    private readonly Dictionary<OptionKind, Definitions> options = Words.OptionKinds.Entries
        .ToDictionary(entry => entry.Meaning, entry => new Definitions($"an option of the kind '{entry.Word}'"));

    /// <summary>The options that choose one kind of thing.</summary>
    public Definitions Options(OptionKind kind) => options[kind];

    /// <summary>The options of every kind.</summary>
    public IEnumerable<Definitions> AllOptions => options.Values;

    public Definitions Ids { get; } = new("an id of this schema");

    /// <summary>A text that is not empty.</summary>
    public string Text(JsonNode? node, string name)
    {
        if (node is null) return "";
        if (node.Kind == JsonKind.String && node.Text.Trim().Length > 0) return node.Text;
        findings.Add(Rules.WrongType, node.Place, name, node.Kind == JsonKind.String ? "empty" : node.Description, "a text");
        return "";
    }

    /// <summary>A text made of letters, digits, '_', '-' and '.': a key of <c>config.json</c>, a model type.</summary>
    /// <param name="what">What it names, such as <c>a key of config.json</c>.</param>
    public string Key(JsonNode? node, string name, string what)
    {
        var text = Text(node, name);
        if (text.Length > 0) CheckKey(text, node!.Place, what);
        return text;
    }

    /// <summary>The key of <c>config.json</c> that something is read from, or several of which it may have one; points lead into objects. Nothing else is read from them.</summary>
    /// <param name="what">What is read from them, such as <c>the size 'hiddenSize'</c>.</param>
    public (string Key, EquatableArray<string> Others) ConfigKeys(JsonNode? node, string what)
    {
        const string key = "a key of config.json";
        if (node?.Kind == JsonKind.Array && node.Items.Count == 0) findings.Add(Rules.WrongType, node.Place, "config", "empty", key + ", or several");
        var keys = node?.Kind == JsonKind.Array ? Texts(node, "config") : Text(node, "config") is { Length: > 0 } text ? [(text, node!.Place)] : [];
        foreach (var (name, place) in keys)
            if (CheckKey(name, place, key)) ClaimKey(name, place, what);
        return (keys.Count == 0 ? "" : keys[0].Text, keys.Skip(1).Select(other => other.Text).ToEquatable());
    }

    /// <summary>Reports a key of <c>config.json</c> that something else is read from.</summary>
    public void ClaimKey(string key, Place place, string what)
    {
        if (configKeys.TryGetValue(key, out var other)) findings.Add(Rules.SameKey, place, key, other);
        else configKeys[key] = what;
    }

    /// <summary>The address of a page of the web.</summary>
    public string Address(JsonNode? node, string name)
    {
        var text = Text(node, name);
        if (text.Length > 0 && !(Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)))
            findings.Add(Rules.NotAnAddress, node!.Place, name, text);
        return text;
    }

    /// <summary>Reports properties that stand beside one that excludes them.</summary>
    /// <param name="beside">What excludes them, as a message says it.</param>
    /// <param name="right">What would be right.</param>
    public void Exclude(Members members, string beside, string right, params string[] excluded)
    {
        foreach (var name in excluded)
            if (members.Optional(name) is { } wrong) findings.Add(Rules.Excluded, wrong.Place, name, beside, right);
    }

    public bool CheckKey(string text, Place place, string what) => Check(Names.IsKey(text), text, place, what, Names.KeyRule);

    public bool CheckIdentifier(string text, Place place, string what) => Check(Names.IsIdentifier(text), text, place, what, Names.IdentifierRule);

    public bool CheckType(string text, Place place, string what) => Check(Names.IsType(text), text, place, what, Names.TypeRule);

    private bool Check(bool legal, string text, Place place, string what, string rule)
    {
        if (!legal) findings.Add(Rules.IllegalName, place, text, what, rule);
        return legal;
    }

    /// <summary>A whole number within a range.</summary>
    public long Integer(JsonNode? node, string name, long least, long most = int.MaxValue)
    {
        if (node is null) return least;
        if (node.Kind != JsonKind.Number || node.Text.IndexOfAny(['.', 'e', 'E']) >= 0)
        {
            findings.Add(Rules.WrongType, node.Place, name, node.Description, "a whole number");
            return least;
        }
        if (long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        findings.Add(Rules.OutOfRange, node.Place, name, node.Text, FormattableString.Invariant($"a whole number from {least} to {most}"));
        return least;
    }

    public bool Boolean(JsonNode? node, string name, bool fallback)
    {
        if (node is null) return fallback;
        if (node.Kind is JsonKind.True or JsonKind.False) return node.Kind == JsonKind.True;
        findings.Add(Rules.WrongType, node.Place, name, node.Description, "true or false");
        return fallback;
    }

    /// <summary>The members of an object whose names the schema chooses.</summary>
    public IReadOnlyList<JsonMember> Map(JsonNode? node, string name, string expected)
    {
        if (node is null) return [];
        if (node.Kind == JsonKind.Object) return node.Members;
        findings.Add(Rules.WrongType, node.Place, name, node.Description, expected);
        return [];
    }

    /// <summary>The items of a list, none twice.</summary>
    public IReadOnlyList<(string Text, Place Place)> Texts(JsonNode? node, string name)
    {
        if (node is null) return [];
        if (node.Kind != JsonKind.Array)
        {
            findings.Add(Rules.WrongType, node.Place, name, node.Description, "an array of texts");
            return [];
        }
        var texts = new List<(string Text, Place Place)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in node.Items)
        {
            if (item.Kind != JsonKind.String) findings.Add(Rules.WrongType, item.Place, name, item.Description, "an array of texts");
            else if (!seen.Add(item.Text)) findings.Add(Rules.Repeated, item.Place, item.Text, name);
            else texts.Add((item.Text, item.Place));
        }
        return texts;
    }

    /// <summary>A rate, by its name or as a number.</summary>
    public RateValue Rate(JsonNode? node, string name) => node?.Kind == JsonKind.Number
        ? new RateValue(null, RateNumber(node, name))
        : new RateValue(Reference(node, name, Rates), "0");

    /// <summary>A rate that may be absent.</summary>
    public RateValue? OptionalRate(JsonNode? node, string name) => node is null ? null : Rate(node, name);

    /// <summary>The digits of a number from 0 to below 1.</summary>
    public string RateNumber(JsonNode node, string name)
    {
        if (node.Kind != JsonKind.Number) findings.Add(Rules.WrongType, node.Place, name, node.Description, "a number");
        else if (double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1) return node.Text;
        else findings.Add(Rules.OutOfRange, node.Place, name, node.Text, "0 or more and less than 1");
        return "0";
    }

    /// <summary>A number of any size above 0, by its name or as a number.</summary>
    public RateValue Number(JsonNode? node, string name) => node?.Kind == JsonKind.Number
        ? new RateValue(null, PositiveNumber(node, name))
        : new RateValue(Reference(node, name, Numbers), "1");

    /// <summary>The digits of a number above 0.</summary>
    public string PositiveNumber(JsonNode node, string name)
    {
        if (node.Kind != JsonKind.Number) findings.Add(Rules.WrongType, node.Place, name, node.Description, "a number");
        else if (double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && !double.IsInfinity(value)) return node.Text;
        else findings.Add(Rules.OutOfRange, node.Place, name, node.Text, "more than 0");
        return "1";
    }

    /// <summary>A reference to a token id.</summary>
    public string Id(JsonNode? node, string name) => Reference(node, name, Ids);

    /// <summary>A reference to a definition.</summary>
    public string Reference(JsonNode? node, string name, Definitions definitions)
    {
        if (node is null) return "";
        if (node.Kind != JsonKind.String)
        {
            findings.Add(Rules.WrongType, node.Place, name, node.Description, $"the name of {definitions.What}");
            return "";
        }
        if (!definitions.Use(node.Text))
        {
            findings.Add(Rules.UnknownReference, node.Place, node.Text, definitions.What,
                Suggestion.For(node.Text, definitions.Names, "there are", "there is none"));
        }
        return node.Text;
    }
}
