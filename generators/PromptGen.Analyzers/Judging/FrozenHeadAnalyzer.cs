using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PromptGen.Analyzers.Rules;
using PromptGen.Analyzers.Values;

namespace PromptGen.Analyzers.Judging;

/// <summary>Whether an optimizer or a trainer gets heads alone that were certainly frozen before. A frozen encoder it cannot get: that does not compile.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FrozenHeadAnalyzer() : UsageAnalyzer(UsageRules.NothingToTrain)
{
    private protected override void Register(CompilationStartAnalysisContext start, PromptGenTypes types)
    {
        start.RegisterOperationAction(operation =>
        {
            var creation = (IObjectCreationOperation)operation.Operation;
            if (PromptGenTypes.Is(creation.Type, types.Optimizer) && Origin.Argument(creation.Arguments, "trainables") is { } trainables)
                Judge(Origin.Elements(trainables), types, operation);
        }, OperationKind.ObjectCreation);
        start.RegisterOperationAction(operation =>
        {
            var call = (IInvocationOperation)operation.Operation;
            if (call.TargetMethod.Name == "Fit" && PromptGenTypes.Is(call.TargetMethod.ContainingType, types.Trainer) && Origin.Argument(call.Arguments, "model") is { } model
                && HeadAlone(model, types) is { } head) Judge([head], types, operation);
        }, OperationKind.Invocation);
    }

    // frozen.Prompt(null, head)
    private static IOperation? HeadAlone(IOperation model, PromptGenTypes types) =>
        Origin.Of(model) is IInvocationOperation { TargetMethod.Name: "Prompt", Instance: { } backbone } prompt && PromptGenTypes.Is(backbone.Type, types.Frozen)
            && Origin.Argument(prompt.Arguments, "prefix") is { ConstantValue: { HasValue: true, Value: null } }
            ? Origin.Argument(prompt.Arguments, "head")
            : null;

    private static void Judge(IReadOnlyList<IOperation>? trained, PromptGenTypes types, OperationAnalysisContext context)
    {
        if (trained is not { Count: > 0 }) return;
        var heads = trained.Select(value => value is IConversionOperation conversion ? conversion.Operand : value).OfType<ILocalReferenceOperation>().ToList();
        if (heads.Count != trained.Count || !heads.All(head => PromptGenTypes.Is(head.Type, types.Head) && IsFrozen(head, context.Operation))) return;
        foreach (var head in heads) Report(context, UsageRules.NothingToTrain, head, null, head.Local.Name);
    }

    private static bool IsFrozen(ILocalReferenceOperation head, IOperation use) => Origin.Of(head) is not ILocalReferenceOperation
        && Earlier.Than(use).Any(statement => statement is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "Freeze", Instance: ILocalReferenceOperation instance } }
            && SymbolEqualityComparer.Default.Equals(instance.Local, head.Local));
}
