using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

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
        findings.Add(Rules.ExtendsCycle, extends.Place, Suggestion.List(chain.Select(link => link.Source.FileName), "and"));
        return null;
    }
}
