namespace PromptGen.Encoders;

/// <summary>
/// The right to construct an encoder. Only PromptGen makes one, and generated encoders have no public constructor, so each of them
/// lies behind a <see cref="Backbone{TEncoder}"/> from its first moment, in the assembly that holds its generated code too.
/// </summary>
public sealed class ConstructionToken
{
    internal ConstructionToken()
    {
    }
}
