using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PromptGen.Analyzers.Judging;

namespace PromptGen.Generator.Tests;

/// <summary>The analyzers of use in C#.</summary>
internal static class Usage
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(UsageAnalyzer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(UsageAnalyzer))).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>What the compiler refuses or warns of, and all that the analyzers find. An analyzer that throws fails the test.</summary>
    public static IReadOnlyList<Diagnostic> Judge(CSharpCompilation compilation)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false);
        return [.. compilation.WithAnalyzers(Analyzers, options).GetAllDiagnosticsAsync().GetAwaiter().GetResult()
            .Where(found => found.Severity >= DiagnosticSeverity.Warning || found.Id.StartsWith("PGEN", StringComparison.Ordinal))
            .OrderBy(found => found.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(found => found.Location.SourceSpan.Start)];
    }
}
