using System.Linq;
using Microsoft.CodeAnalysis;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Diagnostics;

/// <summary>A diagnostic as a value: it may wait in the pipeline, and equals another that says the same of the same place.</summary>
internal sealed record Finding(string Id, Place Place, EquatableArray<string> Arguments)
{
    /// <summary>Where the schema that is extended has what it meets, if the place is that of its cause in the extending one.</summary>
    public Place? Met { get; init; }

    public bool IsError => Rules.Of(Id).DefaultSeverity == DiagnosticSeverity.Error;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rules.Of(Id),
        Place.ToLocation(),
        Met is { } met ? [met.ToLocation()] : null,
        Arguments.Select(argument => (object)Printed(argument)).ToArray());

    // What a file says may be long, and may be written to look like other messages.
    private static string Printed(string argument)
    {
        const int longest = 1000;
        return Hidden.Escaped(argument.Length <= longest ? argument : argument.Substring(0, longest) + "…");
    }
}
