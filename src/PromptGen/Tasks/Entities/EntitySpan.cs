namespace PromptGen.Tasks.Entities;

/// <summary>An entity in a sentence.</summary>
/// <param name="Type">What it is, such as <c>person</c>; <c>_</c> where labels name no type, as in seqeval.</param>
/// <param name="Start">Its first word, from 0.</param>
/// <param name="End">The word after its last.</param>
public readonly record struct EntitySpan(string Type, int Start, int End);
