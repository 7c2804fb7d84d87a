namespace PromptGen.Generator.Model;

/// <summary>Which token a pooler reads.</summary>
internal enum PooledToken
{
    First,
}

/// <summary>The encoder's own pooler.</summary>
internal sealed record Pooler(PooledToken Token, Linear Dense, Choice<Activation> Activation, Spot At);
