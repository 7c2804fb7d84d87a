namespace PromptGen.Parity.Teeth;

/// <summary>A deliberate error, and what must notice it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Cases">The cases that are run.</param>
/// <param name="CaughtBy">
/// For every variant of these cases that differs, the first quantity beyond its tolerance, in the order of computation: <c>variant: quantity</c>, each once.
/// </param>
/// <param name="Substitutions">The error.</param>
public sealed record Mutation(string Name, string[] Cases, string[] CaughtBy, params Substitution[] Substitutions)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
