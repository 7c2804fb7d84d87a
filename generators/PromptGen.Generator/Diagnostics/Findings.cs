using System.Collections.Generic;
using System.Globalization;
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

    /// <summary>Whether there are so many that no more are collected.</summary>
    public bool AreFull => all.Count > SchemaLimits.Findings;

    public void Add(DiagnosticDescriptor rule, Place place, params string[] arguments) => Add(new Finding(rule.Id, place, arguments.ToEquatable()));

    public void AddRange(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings) Add(finding);
    }

    // The one over the limit says that there are more.
    private void Add(Finding finding)
    {
        if (AreFull) return;
        all.Add(all.Count < SchemaLimits.Findings || finding.Id == Rules.TooMany.Id
            ? finding
            : new Finding(Rules.TooMany.Id, finding.Place, [SchemaLimits.Findings.ToString(CultureInfo.InvariantCulture)]));
    }

    /// <summary>In the order of files and places, which no order of checks can change.</summary>
    public EquatableArray<Finding> ToArray() => all
        .Distinct()
        .OrderBy(finding => finding.Place.File, System.StringComparer.Ordinal)
        .ThenBy(finding => finding.Place.Start)
        .ThenBy(finding => finding.Id, System.StringComparer.Ordinal)
        .ToEquatable();
}
