namespace PromptGen.Generator.Model;

/// <summary>The enums that options choose from.</summary>
internal enum OptionKind
{
    Activation,
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
/// <param name="Default">The meaning of an absent key.</param>
internal sealed record Option(string Name, string Config, OptionKind Kind, EquatableArray<OptionValue> Values, string Default, Spot At);

/// <summary>One value of an option.</summary>
/// <param name="Text">As in <c>config.json</c>.</param>
/// <param name="Member">The member of the runtime's enum.</param>
internal sealed record OptionValue(string Text, string Member);

/// <summary>An activation that the schema fixes, or leaves to an option.</summary>
internal sealed record ActivationChoice(Activation Fixed, string? Option);
