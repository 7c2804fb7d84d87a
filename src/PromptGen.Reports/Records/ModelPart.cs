namespace PromptGen.Reports;

/// <summary>A part of the model.</summary>
/// <param name="Name">In words, such as <c>prefix</c>, <c>head</c>, <c>encoder</c>.</param>
/// <param name="Parameters">The numbers in it.</param>
/// <param name="Trained">Whether they were trained; else frozen.</param>
public sealed record ModelPart(string Name, long Parameters, bool Trained);
