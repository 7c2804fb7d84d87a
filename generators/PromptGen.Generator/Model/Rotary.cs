namespace PromptGen.Generator.Model;

/// <summary>Which two numbers of a head are turned together.</summary>
internal enum RotaryPairing
{
    Halves,
    Neighbors,
}

/// <summary>Rotary positions: pairs of numbers of queries and keys are turned by angles that grow with the position.</summary>
/// <param name="Base">Pair i of D / 2 turns by position / base^(2i / D).</param>
internal sealed record Rotary(RateValue Base, RotaryPairing Pairing, Spot At);
