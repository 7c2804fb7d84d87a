using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>A schema and what it extends, itself first.</summary>
internal sealed record SchemaChain(EquatableArray<ParsedSchema> Schemas, EquatableArray<Finding> Findings)
{
    public ParsedSchema Own => Schemas[0];

    /// <summary>Whether a base is missing.</summary>
    public bool IsBroken => Schemas[Schemas.Count - 1].Extends is not null;

    /// <summary>The same chain with another root of the schema that begins it.</summary>
    public SchemaChain With(JsonNode root) => this with { Schemas = [Own.With(root), .. Schemas.Skip(1)] };

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
        if (found.Count == 0) findings.Add(Rules.BaseNotFound, extends.Place, extends.Text, SchemaLookup.Known(schema, all));
        else if (found.Count > 1)
            findings.Add(Rules.AmbiguousBase, extends.Place, extends.Text, Suggestion.List(SchemaLookup.Ways(schema.Source.Path, found), "or"));
        else if (chain.Contains(found[0])) findings.Add(Rules.ExtendsCycle, extends.Place, Suggestion.List(chain.Select(link => link.Source.FileName), "and"));
        else if (chain.Count == SchemaLimits.Extends)
            findings.Add(Rules.TooLarge, extends.Place, "bases of bases", SchemaLimits.Extends.ToString(CultureInfo.InvariantCulture));
        else return found[0];
        return null;
    }
}
