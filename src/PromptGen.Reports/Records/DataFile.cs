namespace PromptGen.Reports;

/// <summary>A file of examples.</summary>
/// <param name="Split">What it was for: <c>train</c>, <c>dev</c> or <c>test</c>.</param>
/// <param name="Path">The file, as the user named it.</param>
/// <param name="Examples">The examples taken from it.</param>
public sealed record DataFile(string Split, string Path, int Examples)
{
    /// <summary>The SHA-256 of its bytes; null: not taken.</summary>
    public string? Sha256 { get; init; }
}
