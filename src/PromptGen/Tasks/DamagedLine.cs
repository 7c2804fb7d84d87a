namespace PromptGen.Tasks;

/// <summary>Thrown inside the readers only; <see cref="TextExamples"/> gathers them with their lines.</summary>
internal sealed class DamagedLine(string found, string expected) : Exception($"{found}; expected {expected}.");
