namespace PromptGen.Tasks.Reading;

/// <summary>Thrown inside the readers only; <see cref="Damages"/> gathers them with their places.</summary>
internal sealed class DamagedLine(string found, string expected) : Exception($"{found}; expected {expected}.")
{
    /// <summary>Where it is, if not at the line that is being read.</summary>
    public int? Line { get; init; }

    /// <summary>From 1, in characters; null: somewhere in the line.</summary>
    public int? Column { get; init; }
}
