using System;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

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
