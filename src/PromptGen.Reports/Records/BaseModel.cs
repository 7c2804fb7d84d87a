namespace PromptGen.Reports;

/// <summary>The model that a run began with.</summary>
/// <param name="Folder">Its folder, as the user named it.</param>
/// <param name="Architecture">The encoder's schema name, such as <c>Bert</c>.</param>
public sealed record BaseModel(string Folder, string Architecture)
{
    /// <summary>The SHA-256 of the tokenizer's files and options; null: not taken.</summary>
    public string? TokenizerFingerprint { get; init; }
}
