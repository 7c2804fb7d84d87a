namespace PromptGen.Tokenization;

/// <summary>A blank of a text and the tokens that fill it.</summary>
/// <param name="Start">The index of the first of these tokens, in part B.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Position">The index of the blank, in part A.</param>
public sealed record FilledBlank(int Start, int Length, int Position);
