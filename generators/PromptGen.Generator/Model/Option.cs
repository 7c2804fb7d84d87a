namespace PromptGen.Generator.Model;

/// <summary>What options choose.</summary>
internal enum OptionKind
{
    Activation,
    Switch,
    RelativeScores,
    HeadInput,
}

/// <summary>The activation functions; the members are those of the runtime's enum.</summary>
internal enum Activation
{
    Gelu,
    GeluTanh,
    Relu,
    Silu,
    Tanh,
}

/// <summary>What a schema leaves to <c>config.json</c> within a closed set of values.</summary>
/// <param name="Default">The members that an absent key means; null: the key must be there.</param>
internal sealed record Option(string Name, string Config, OptionKind Kind, EquatableArray<OptionValue> Values, EquatableArray<string>? Default, Spot At)
{
    /// <summary>Other keys under which a <c>config.json</c> may have it.</summary>
    public EquatableArray<string> OtherKeys { get; init; } = [];

    /// <summary>The member of a switch that is on; the other is <see cref="Off"/>.</summary>
    public const string On = "true", Off = "false";

    /// <summary>Whether several values may be chosen together, in a list or with <c>|</c> between them.</summary>
    public bool IsSet => Kind == OptionKind.RelativeScores;

    /// <summary>The members behind a text of <c>config.json</c>; null where some word of it is not among the values.</summary>
    public EquatableArray<string>? Members(string text)
    {
        var members = new System.Collections.Generic.List<string>();
        foreach (var word in IsSet ? text.Split('|') : [text])
        {
            var found = false;
            foreach (var value in Values)
            {
                if (value.Text != word) continue;
                members.AddRange(value.Members);
                found = true;
            }
            if (!found) return null;
        }
        return members.ToEquatable();
    }
}

/// <summary>One value of an option.</summary>
/// <param name="Text">As in <c>config.json</c>.</param>
/// <param name="Members">The member of the runtime's enum, or of a set several; of a switch, <c>true</c> or <c>false</c>.</param>
internal sealed record OptionValue(string Text, EquatableArray<string> Members);
