namespace PromptGen.Tokenization;

/// <summary>An added token as a file lists it.</summary>
/// <param name="Token">The token, under the id that the file gives it; -1: it gives none.</param>
/// <param name="Source">Where it is listed.</param>
/// <param name="File">The file's path, for errors and notes.</param>
internal sealed record ListedToken(AddedToken Token, TokenSource Source, string File);
