using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PromptGen.Generator.Checking;
using PromptGen.Generator.Emitting;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator;

/// <summary>What the generator makes of schemas, for programs that have no project around them.</summary>
public sealed class EncoderSources
{
    private EncoderSources(IReadOnlyList<KeyValuePair<string, string>> files, IReadOnlyList<Diagnostic> diagnostics) =>
        (Files, Diagnostics) = (files, diagnostics);

    /// <summary>The text of each generated file by its name, in the order of the schemas. A schema with errors gives none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Files { get; }

    /// <summary>Everything that is wrong with the schemas, at its place.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Generates the encoders of some schemas.</summary>
    /// <param name="schemas">The schemas that get an encoder: path and text.</param>
    /// <param name="bases">Schemas that are there to be extended: path and text.</param>
    /// <param name="ns">The namespace of the generated code.</param>
    public static EncoderSources From(
        IEnumerable<KeyValuePair<string, string>> schemas, IEnumerable<KeyValuePair<string, string>> bases, string ns)
    {
        var texts = schemas.Select(schema => new SchemaText(Slashed(schema.Key), schema.Value, SchemaRole.Emit))
            .Concat(bases.Select(schema => new SchemaText(Slashed(schema.Key), schema.Value, SchemaRole.Package)));
        var parsed = texts.Select(ParsedSchema.Parse).ToList();
        var @checked = parsed.Where(schema => schema.Source.Role == SchemaRole.Emit).Select(schema => CheckedSchema.Of(SchemaChain.Of(schema, parsed))).ToList();
        var names = NameClaims.Of(@checked);
        var emitted = @checked.Select(schema => EmittedSchema.Of(schema.Model, names, Namespaces.Choose(ns), ProjectNames.None)).ToList();

        return new EncoderSources(
            [.. emitted.Select(schema => schema.File).OfType<EncoderFile>().Select(file => new KeyValuePair<string, string>(file.Name, file.Text))],
            [.. @checked.SelectMany(schema => names.AddTo(schema, ProjectNames.None)).Concat(emitted.SelectMany(schema => schema.Findings)).Distinct().Select(finding => finding.ToDiagnostic())]);
    }

    private static string Slashed(string path) => path.Replace('\\', '/');
}
