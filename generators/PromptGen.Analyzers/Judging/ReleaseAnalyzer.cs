using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PromptGen.Analyzers.Rules;
using PromptGen.Analyzers.Values;

namespace PromptGen.Analyzers.Judging;

/// <summary>Whether a backbone, or a model over it, is used after <c>Dispose</c> or <c>Unfreeze</c> has certainly run.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReleaseAnalyzer() : UsageAnalyzer(UsageRules.UsedAfterRelease)
{
    private static readonly ImmutableHashSet<string> UsesOfModels = ["Encode", "Logits", "Fit", "Predict", "Of"];

    private protected override void Register(CompilationStartAnalysisContext start, PromptGenTypes types) =>
        start.RegisterOperationAction(operation => Judge((ILocalReferenceOperation)operation.Operation, types, operation), OperationKind.LocalReference);

    private static void Judge(ILocalReferenceOperation use, PromptGenTypes types, OperationAnalysisContext context)
    {
        if (BackboneOf(use, types) is not { } backbone) return;
        foreach (var earlier in Earlier.Than(use))
        {
            if (Release.In(earlier, backbone.Local) is not { } release) continue;
            // Assigned again since: another backbone.
            if (Origin.Of(backbone) is ILocalReferenceOperation) return;
            Report(context, UsageRules.UsedAfterRelease, use, use == backbone ? release.Successor : null, backbone.Local.Name, release.Described, use.Local.Name, release.Expected);
            return;
        }
    }

    /// <summary>The local backbone that a use needs.</summary>
    private static ILocalReferenceOperation? BackboneOf(ILocalReferenceOperation use, PromptGenTypes types)
    {
        if (PromptGenTypes.Is(use.Type, types.Backbone)) return NeedsBackbone(use, types) ? use : null;
        if (!(PromptGenTypes.Is(use.Type, types.Model) || PromptGenTypes.Is(use.Type, types.PromptedEncoder)) || !NeedsModel(use, types)) return null;
        return Origin.Of(use) is IInvocationOperation { TargetMethod.Name: "Prompt", Instance: ILocalReferenceOperation backbone } && PromptGenTypes.Is(backbone.Type, types.Backbone)
            ? backbone
            : null;
    }

    private static bool NeedsBackbone(ILocalReferenceOperation use, PromptGenTypes types) => Consumer(use) switch
    {
        IInvocationOperation call when call.Instance == use => call.TargetMethod.Name != "Dispose" && types.Owns(call.TargetMethod),
        IPropertyReferenceOperation property when property.Instance == use => property.Property.Name != "Report",
        IArgumentOperation argument => types.Owns(argument.Parameter),
        _ => false,
    };

    private static bool NeedsModel(ILocalReferenceOperation use, PromptGenTypes types) =>
        Consumer(use) is IArgumentOperation { Parent: IInvocationOperation call } && types.Owns(call.TargetMethod) && UsesOfModels.Contains(call.TargetMethod.Name);

    private static IOperation? Consumer(IOperation use)
    {
        var parent = use.Parent;
        while (parent is IConversionOperation) parent = parent.Parent;
        return parent;
    }
}
