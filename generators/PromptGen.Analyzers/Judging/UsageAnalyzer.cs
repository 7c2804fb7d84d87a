using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PromptGen.Analyzers.Rules;
using PromptGen.Analyzers.Values;

namespace PromptGen.Analyzers.Judging;

/// <summary>Judges hand-written code in which PromptGen is referenced.</summary>
public abstract class UsageAnalyzer : DiagnosticAnalyzer
{
    private protected UsageAnalyzer(params DiagnosticDescriptor[] rules) => SupportedDiagnostics = [.. rules];

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (PromptGenTypes.In(start.Compilation) is { } types) Register(start, types);
        });
    }

    private protected abstract void Register(CompilationStartAnalysisContext start, PromptGenTypes types);

    /// <param name="context">Of the operation that is judged.</param>
    /// <param name="rule">What it breaks.</param>
    /// <param name="at">What is marked.</param>
    /// <param name="replacement">The C# to write there; null: the fix is not plain.</param>
    /// <param name="arguments">Of the rule's message.</param>
    private protected static void Report(OperationAnalysisContext context, DiagnosticDescriptor rule, IOperation at, string? replacement, params object[] arguments)
    {
        var properties = replacement is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(UsageRules.Replacement, replacement);
        context.ReportDiagnostic(Diagnostic.Create(rule, at.Syntax.GetLocation(), properties, arguments));
    }
}
