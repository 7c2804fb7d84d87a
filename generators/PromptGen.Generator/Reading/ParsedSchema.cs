using System;
using System.Globalization;
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
        if (source.Text is null) findings.Add(Rules.Unreadable, source.Start, source.FileName);
        else if (source.Text.Length > SchemaLimits.Characters)
            findings.Add(Rules.TooLarge, source.Start, FormattableString.Invariant($"{source.Text.Length} characters"), SchemaLimits.Characters.ToString(CultureInfo.InvariantCulture));
        else root = JsonReader.Read(source.Path, source.Text, findings);
        if (root is not null) ReportHidden(root, findings);
        return new ParsedSchema(source, root, findings.ToArray());
    }

    /// <summary>The same schema with another root.</summary>
    public ParsedSchema With(JsonNode root) => new(Source, root, Findings);

    private static void ReportHidden(JsonNode node, Findings findings)
    {
        if (node.Kind == JsonKind.String) ReportHidden(node.Text, node.Place, findings);
        foreach (var item in node.Items) ReportHidden(item, findings);
        foreach (var member in node.Members)
        {
            ReportHidden(member.Name, member.NamePlace, findings);
            ReportHidden(member.Value, findings);
        }
    }

    // A line that is written as an escape is seen in the schema, and none in what is generated.
    private static void ReportHidden(string text, Place place, Findings findings)
    {
        for (int at = 0, length; at < text.Length; at += length)
        {
            if (!Hidden.Is(text, at, out length) || text[at] is '\t' or '\n' or '\r') continue;
            findings.Add(Rules.HiddenCharacter, place, text, FormattableString.Invariant($"U+{char.ConvertToUtf32(text, at):X4}"));
            return;
        }
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
