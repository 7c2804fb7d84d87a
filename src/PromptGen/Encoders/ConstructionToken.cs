namespace PromptGen.Encoders;

/// <summary>
/// The right to construct an encoder. Only PromptGen makes one, so every encoder lies behind a <see cref="Backbone{TEncoder}"/>
/// from its first moment, in the assembly that holds its generated code too.
/// </summary>
public sealed class ConstructionToken
{
    internal ConstructionToken()
    {
    }
}
