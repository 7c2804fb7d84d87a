using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Diagnostics;

/// <summary>Collects everything that is wrong with a schema.</summary>
internal sealed class Findings
{
    private readonly List<Finding> all = [];

    public bool HasErrors => all.Any(finding => finding.IsError);

    public void Add(DiagnosticDescriptor rule, Place place, params string[] arguments) =>
        all.Add(new Finding(rule.Id, place, arguments.ToEquatable()));

    public void AddRange(IEnumerable<Finding> findings) => all.AddRange(findings);

    /// <summary>In the order of files and places, which no order of checks can change.</summary>
    public EquatableArray<Finding> ToArray() => all
        .Distinct()
        .OrderBy(finding => finding.Place.File, System.StringComparer.Ordinal)
        .ThenBy(finding => finding.Place.Start)
        .ThenBy(finding => finding.Id, System.StringComparer.Ordinal)
        .ToEquatable();
}
