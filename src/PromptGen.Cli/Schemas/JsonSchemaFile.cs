namespace PromptGen.Cli.Schemas;

/// <summary>The JSON Schema of the language of schemas, with which editors complete and explain a file that says <c>"$schema": "./architecture.schema.json"</c>.</summary>
internal static class JsonSchemaFile
{
    /// <summary>Puts it beside a schema, unless a file of that name is there or the folder takes none: a schema is whole without.</summary>
    /// <param name="schema">The schema's path.</param>
    public static void WriteBeside(string schema)
    {
        try
        {
            using var content = typeof(JsonSchemaFile).Assembly.GetManifestResourceStream("architecture.schema")!;
            using var file = new FileStream(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(schema))!, "architecture.schema.json"), FileMode.CreateNew);
            content.CopyTo(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // One is there already, or the editor does without.
        }
    }
}
