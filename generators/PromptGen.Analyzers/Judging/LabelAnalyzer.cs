using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PromptGen.Analyzers.Rules;
using PromptGen.Analyzers.Values;

namespace PromptGen.Analyzers.Judging;

/// <summary>Whether a head of a constant number of outputs meets as many labels, where these are written out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LabelAnalyzer() : UsageAnalyzer(UsageRules.LabelCountDiffers)
{
    private protected override void Register(CompilationStartAnalysisContext start, PromptGenTypes types) =>
        start.RegisterOperationAction(operation => Judge((IInvocationOperation)operation.Operation, types, operation), OperationKind.Invocation);

    private static void Judge(IInvocationOperation call, PromptGenTypes types, OperationAnalysisContext context)
    {
        if (!types.Owns(call.TargetMethod) || Origin.Argument(call.Arguments, "model") is not { } model) return;
        if ((Origin.Argument(call.Arguments, "labels") ?? TaskOfRows(call, types)) is not { } labels) return;
        if (OutputsOf(model, types) is not { } outputs || Constant.Integer(outputs) is not { } count) return;
        if (LabelsOf(labels, types) is not { } expected || expected == count) return;
        Report(context, UsageRules.LabelCountDiffers, outputs, Text(expected), Number(count, "output"), Number(expected, "label"));
    }

    // Trainer.Fit(model, new TrainingRows<…>(task.Rows(…), …), …)
    private static IOperation? TaskOfRows(IInvocationOperation call, PromptGenTypes types) =>
        Origin.Argument(call.Arguments, "data") is { } data
            && Origin.Of(data) is IObjectCreationOperation rows && PromptGenTypes.Is(rows.Type, types.TrainingRows)
            && Origin.Argument(rows.Arguments, "examples") is { } examples
            && Origin.Of(examples) is IInvocationOperation { TargetMethod.Name: "Rows", Instance: { } task }
            ? task
            : null;

    // backbone.Prompt(prefix, new SequenceClassificationHead<…>(backbone, 3))
    private static IOperation? OutputsOf(IOperation model, PromptGenTypes types) =>
        Origin.Of(model) is IInvocationOperation { TargetMethod.Name: "Prompt" } prompt && PromptGenTypes.Is(prompt.TargetMethod.ContainingType, types.Backbone)
            && Origin.Argument(prompt.Arguments, "head") is { } head
            && Origin.Of(head) is IObjectCreationOperation made && (PromptGenTypes.Is(made.Type, types.RowHead) || PromptGenTypes.Is(made.Type, types.TokenHead))
            ? Origin.Argument(made.Arguments, "labelCount")
            : null;

    private static int? LabelsOf(IOperation labels, PromptGenTypes types) => Origin.Of(labels) switch
    {
        IPropertyReferenceOperation { Property.Name: "Labels", Instance: { } task } when PromptGenTypes.Is(task.Type, types.Task) => LabelsOf(task, types),
        IPropertyReferenceOperation { Property.Name: "Names", Instance: { } set } when PromptGenTypes.Is(set.Type, types.LabelSet) => LabelsOf(set, types),
        IObjectCreationOperation set when PromptGenTypes.Is(set.Type, types.LabelSet) && Origin.Argument(set.Arguments, "names") is { } names => LabelsOf(names, types),
        IObjectCreationOperation task when PromptGenTypes.Is(task.Type, types.Task) && Origin.Argument(task.Arguments, "labels") is { } set => LabelsOf(set, types),
        _ => Origin.Count(labels),
    };

    private static string Number(long count, string noun) => $"{Text(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
