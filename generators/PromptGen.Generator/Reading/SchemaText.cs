namespace PromptGen.Generator.Reading;

/// <summary>A schema as it lies among the additional files.</summary>
/// <param name="Path">Its path, with <c>/</c> on every system.</param>
/// <param name="Text">Null: it could not be read.</param>
/// <param name="Role">What it is there for.</param>
internal sealed record SchemaText(string Path, string? Text, SchemaRole Role)
{
    public string FileName => Path.Substring(Path.LastIndexOf('/') + 1);

    /// <summary>Where everything about the file as a whole is reported.</summary>
    public Place Start => new(Path, 0, 0, 0, 0, 0, 0);
}
