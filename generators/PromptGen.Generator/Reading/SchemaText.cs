using System;
using System.Collections.Generic;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>A schema as it lies among the additional files.</summary>
/// <param name="Path">Its path, with <c>/</c> on every system.</param>
/// <param name="Text">Null: it could not be read.</param>
/// <param name="Emit">Whether the project wants its encoder; else it is there for others to extend.</param>
internal sealed record SchemaText(string Path, string? Text, bool Emit)
{
    public string FileName => Path.Substring(Path.LastIndexOf('/') + 1);
}

/// <summary>A parsed schema. It follows from its text alone, so the text decides what it equals.</summary>
internal sealed class ParsedSchema : IEquatable<ParsedSchema>
{
    private ParsedSchema(SchemaText source, JsonNode? root, EquatableArray<Finding> findings) =>
        (Source, Root, Findings) = (source, root, findings);

    public SchemaText Source { get; }

    /// <summary>Null where the text is not JSON.</summary>
    public JsonNode? Root { get; }

    public EquatableArray<Finding> Findings { get; }

    public static ParsedSchema Parse(SchemaText source)
    {
        var findings = new Findings();
        JsonNode? root = null;
        if (source.Text is null) findings.Add(Rules.Unreadable, new Place(source.Path, 0, 0, 0, 0, 0, 0), source.FileName);
        else root = JsonReader.Read(source.Path, source.Text, findings);
        return new ParsedSchema(source, root, findings.ToArray());
    }

    /// <summary>The file that it extends, where it says so in a text.</summary>
    public JsonNode? Extends
    {
        get
        {
            if (Root is not null)
            {
                foreach (var member in Root.Members)
                    if (member.Name == "extends" && member.Value.Kind == JsonKind.String) return member.Value;
            }
            return null;
        }
    }

    public bool Equals(ParsedSchema? other) => other is not null && Source == other.Source;

    public override bool Equals(object? obj) => Equals(obj as ParsedSchema);

    public override int GetHashCode() => Source.GetHashCode();
}

/// <summary>A schema and what it extends, itself first.</summary>
internal sealed record SchemaChain(EquatableArray<ParsedSchema> Schemas, EquatableArray<Finding> Findings)
{
    public ParsedSchema Own => Schemas[0];

    /// <summary>Follows <c>extends</c> to its end.</summary>
    public static SchemaChain Of(ParsedSchema own, IReadOnlyList<ParsedSchema> all)
    {
        var findings = new Findings();
        var chain = new List<ParsedSchema>();
        for (var next = own; next is not null; next = Base(next, all, chain, findings))
        {
            chain.Add(next);
            findings.AddRange(next.Findings);
        }
        return new SchemaChain(chain.ToEquatable(), findings.ToArray());
    }

    private static ParsedSchema? Base(ParsedSchema schema, IReadOnlyList<ParsedSchema> all, List<ParsedSchema> chain, Findings findings)
    {
        if (schema.Extends is not { } extends) return null;
        var found = SchemaLookup.Find(schema.Source.Path, extends.Text, all);
        if (found is null)
        {
            findings.Add(Rules.BaseNotFound, extends.Place, extends.Text, SchemaLookup.Known(schema, all));
            return null;
        }
        if (!chain.Contains(found)) return found;
        findings.Add(Rules.ExtendsCycle, extends.Place, Suggestion.List([.. FileNames(chain)], "and"));
        return null;
    }

    private static IEnumerable<string> FileNames(List<ParsedSchema> chain)
    {
        foreach (var schema in chain) yield return schema.Source.FileName;
    }
}
