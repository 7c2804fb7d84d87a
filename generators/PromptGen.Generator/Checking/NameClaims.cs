using System;
using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Checking;

/// <summary>Which architecture each schema of a project claims.</summary>
internal sealed record NameClaims(EquatableArray<NameClaim> All)
{
    public static NameClaims Of(IEnumerable<CheckedSchema> schemas) => new(schemas
        .Where(schema => schema.Name.Length > 0)
        .Select(schema => new NameClaim(schema.Name, schema.Path))
        .OrderBy(claim => claim.Path, StringComparer.Ordinal)
        .ToEquatable());

    /// <summary>Whether one schema alone claims a name.</summary>
    public bool IsUnique(string name) => All.Count(claim => claim.Name == name) == 1;

    /// <summary>A schema's findings, and one more where another claims its name.</summary>
    public EquatableArray<Finding> AddTo(CheckedSchema schema)
    {
        var rival = All.FirstOrDefault(claim => claim.Name == schema.Name && claim.Path != schema.Path);
        return rival is null
            ? schema.Findings
            : [.. schema.Findings, new Finding(Rules.SameArchitecture.Id, schema.NamedAt, [schema.Name, rival.Path.Substring(rival.Path.LastIndexOf('/') + 1)])];
    }
}

/// <summary>One schema's claim.</summary>
internal sealed record NameClaim(string Name, string Path);
