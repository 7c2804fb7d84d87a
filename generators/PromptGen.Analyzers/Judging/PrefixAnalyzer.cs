using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PromptGen.Analyzers.Rules;
using PromptGen.Analyzers.Values;

namespace PromptGen.Analyzers.Judging;

/// <summary>Whether a prefix of constant depth and length fits the encoder, where that has the sizes of a preset.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PrefixAnalyzer() : UsageAnalyzer(UsageRules.LayersBeyondDepth, UsageRules.ImpossibleDepth, UsageRules.NoPositionLeft)
{
    private protected override void Register(CompilationStartAnalysisContext start, PromptGenTypes types)
    {
        start.RegisterOperationAction(operation => JudgeNew((IObjectCreationOperation)operation.Operation, types, operation), OperationKind.ObjectCreation);
        start.RegisterOperationAction(operation => JudgeCall((IInvocationOperation)operation.Operation, types, operation), OperationKind.Invocation);
    }

    private static void JudgeNew(IObjectCreationOperation creation, PromptGenTypes types, OperationAnalysisContext context)
    {
        if (PromptGenTypes.Is(creation.Type, types.Prefix)) JudgePrefix(creation.Arguments, types, context);
    }

    private static void JudgeCall(IInvocationOperation call, PromptGenTypes types, OperationAnalysisContext context)
    {
        var (type, name) = (call.TargetMethod.ContainingType, call.TargetMethod.Name);
        if (name == "FromFlat" && PromptGenTypes.Is(type, types.Prefix)) JudgePrefix(call.Arguments, types, context);
        else if (name == "Layers" && PromptGenTypes.Is(type, types.PrefixDepth)) JudgeLayers(call, context);
    }

    private static void JudgePrefix(ImmutableArray<IArgumentOperation> arguments, PromptGenTypes types, OperationAnalysisContext context)
    {
        if (Origin.Argument(arguments, "backbone") is not { } backbone || Origin.Argument(arguments, "options") is not { } options) return;
        if (Preset.Of(backbone, types) is not { } preset) return;

        if (preset.Positions is { } positions && Origin.Member(options, "Length") is { } length && Constant.Integer(length) is { } slots && slots >= positions)
            Report(context, UsageRules.NoPositionLeft, length, null, preset.Name, positions, slots);

        if (Origin.Member(options, "Depth") is not { } depth || Origin.Of(depth) is not IInvocationOperation { TargetMethod: var chosen } choice
            || !PromptGenTypes.Is(chosen.ContainingType, types.PrefixDepth)) return;
        if (chosen.Name is "First" or "Last")
        {
            if (Origin.Argument(choice.Arguments, "count") is { } count && Constant.Integer(count) is { } named && named > preset.Layers)
                Report(context, UsageRules.LayersBeyondDepth, count, Text(preset.Layers), preset.Name, preset.Layers, $"{Text(named)} of them", $"1 to {Text(preset.Layers)}");
        }
        else if (Layers(choice) is { } layers)
        {
            var last = preset.Layers - 1;
            foreach (var layer in layers)
            {
                if (Constant.Integer(layer) is not { } number || number <= last) continue;
                var isFree = layers.All(other => Constant.Integer(other) is { } known && known != last);
                Report(context, UsageRules.LayersBeyondDepth, layer, isFree ? Text(last) : null, preset.Name, preset.Layers, $"layer {Text(number)}", $"0 to {Text(last)}");
            }
        }
    }

    private static void JudgeLayers(IInvocationOperation choice, OperationAnalysisContext context)
    {
        if (Layers(choice) is not { } layers) return;
        if (layers.Count == 0) Report(context, UsageRules.ImpossibleDepth, choice, null, "no layer");
        var seen = new HashSet<long>();
        foreach (var layer in layers)
        {
            if (Constant.Integer(layer) is not { } number) continue;
            if (number < 0) Report(context, UsageRules.ImpossibleDepth, layer, null, $"layer {Text(number)}");
            else if (!seen.Add(number)) Report(context, UsageRules.ImpossibleDepth, layer, null, $"layer {Text(number)} twice");
        }
    }

    private static IReadOnlyList<IOperation>? Layers(IInvocationOperation choice) =>
        choice.TargetMethod.Name == "Layers" && Origin.Argument(choice.Arguments, "layers") is { } layers ? Origin.Elements(layers) : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
