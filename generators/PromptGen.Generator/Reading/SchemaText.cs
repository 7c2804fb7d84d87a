namespace PromptGen.Generator.Reading;

/// <summary>A schema as it lies among the additional files.</summary>
/// <param name="Path">Its path, with <c>/</c> on every system.</param>
/// <param name="Text">Null: it could not be read.</param>
/// <param name="Emit">Whether the project wants its encoder; else it is there for others to extend.</param>
internal sealed record SchemaText(string Path, string? Text, bool Emit)
{
    public string FileName => Path.Substring(Path.LastIndexOf('/') + 1);
}
