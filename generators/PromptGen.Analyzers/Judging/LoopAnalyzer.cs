using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PromptGen.Analyzers.Rules;
using PromptGen.Analyzers.Values;

namespace PromptGen.Analyzers.Judging;

/// <summary>
/// Whether a loop puts logits or a loss into a local of its own that is used up there and freed by nothing. Silent where the method opens any dispose scope, and where
/// the tensor may live on.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoopAnalyzer() : UsageAnalyzer(UsageRules.TensorOfEveryTurn)
{
    private static readonly ImmutableHashSet<string> Scopes = ["NewDisposeScope", "WrappedTensorDisposeScope"];

    private static readonly ImmutableHashSet<string> Freeing = ["Dispose", "DetachFromDisposeScope", "MoveToOtherDisposeScope", "MoveToOuterDisposeScope"];

    private protected override void Register(CompilationStartAnalysisContext start, PromptGenTypes types) =>
        start.RegisterOperationAction(operation => Judge((IInvocationOperation)operation.Operation, types, operation), OperationKind.Invocation);

    private static void Judge(IInvocationOperation call, PromptGenTypes types, OperationAnalysisContext context)
    {
        if (call.TargetMethod.Name is not ("Logits" or "Loss") || !PromptGenTypes.Is(call.Type, types.Tensor)) return;
        if (!PromptGenTypes.Is(call.TargetMethod.ContainingType, types.Forward) && !PromptGenTypes.Is(call.TargetMethod.ContainingType, types.Head)) return;
        // The tree is call, initializer, declarator, declaration, group, body of the loop.
        if (call.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator }) return;
        if (declarator.Parent?.Parent is not IVariableDeclarationGroupOperation { Parent: IBlockOperation { Parent: ILoopOperation loop } }) return;

        var root = Origin.Root(call);
        if (root.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod.Name: var name } && Scopes.Contains(name))) return;
        var uses = loop.Body.Descendants().OfType<ILocalReferenceOperation>().Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local));
        if (uses.All(use => IsUsedUp(use, types)))
            context.ReportDiagnostic(Diagnostic.Create(UsageRules.TensorOfEveryTurn, declarator.Syntax.GetLocation(), local.Name));
    }

    private static bool IsUsedUp(ILocalReferenceOperation use, PromptGenTypes types) => use.Parent switch
    {
        IInvocationOperation call when call.Instance == use => !Freeing.Contains(call.TargetMethod.Name) && IsOfTensors(call.TargetMethod, types),
        IPropertyReferenceOperation property when property.Instance == use => true,
        IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation } => IsOfTensors(parameter, types),
        _ => false,
    };

    private static bool IsOfTensors(ISymbol symbol, PromptGenTypes types) =>
        types.Owns(symbol)
        || (SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, types.Tensor?.ContainingAssembly) && symbol.ContainingType?.Name != "DisposeScope");
}
