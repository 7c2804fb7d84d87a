using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PromptGen.Analyzers.Rules;
using PromptGen.Analyzers.Values;

namespace PromptGen.Analyzers.Judging;

/// <summary>Whether constants given to PromptGen lie in the <c>[Range]</c> of the parameter or property that they are given to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RangeAnalyzer() : UsageAnalyzer(UsageRules.OutOfRange)
{
    private protected override void Register(CompilationStartAnalysisContext start, PromptGenTypes types)
    {
        start.RegisterOperationAction(operation =>
        {
            var argument = (IArgumentOperation)operation.Operation;
            if (argument.ArgumentKind == ArgumentKind.Explicit && types.Owns(argument.Parameter)) Judge(argument.Parameter!, argument.Value, types, operation);
        }, OperationKind.Argument);
        start.RegisterOperationAction(operation =>
        {
            var assignment = (ISimpleAssignmentOperation)operation.Operation;
            if (assignment.Target is IPropertyReferenceOperation { Property: var property } && types.Owns(property)) Judge(Ranged(property), assignment.Value, types, operation);
        }, OperationKind.SimpleAssignment);
    }

    // The property of a record's parameter has its range there.
    private static ISymbol Ranged(IPropertySymbol property) => property.ContainingType.InstanceConstructors
        .SelectMany(constructor => constructor.Parameters)
        .FirstOrDefault(parameter => parameter.Name == property.Name) as ISymbol ?? property;

    private static void Judge(ISymbol ranged, IOperation value, PromptGenTypes types, OperationAnalysisContext context)
    {
        var attribute = ranged.GetAttributes().FirstOrDefault(attribute => PromptGenTypes.Is(attribute.AttributeClass, types.Range));
        if (attribute is null || Constant.Number(value) is not { } number) return;
        if (Bound(attribute, 0) is not { } least || Bound(attribute, 1) is not { } most) return;

        bool isAbove = Is(attribute, "MinimumIsExclusive"), isBelow = Is(attribute, "MaximumIsExclusive");
        if ((isAbove ? number > least : number >= least) && (isBelow ? number < most : number <= most)) return;

        var (low, high) = (Text(least), Text(most));
        var isEndless = most is int.MaxValue or double.PositiveInfinity;
        var expected = (isAbove ? $"more than {low}" : isEndless ? $"at least {low}" : $"from {low}") + (isEndless ? "" : isBelow ? $" to less than {high}" : $" to {high}");
        var nearest = number < least && !isAbove ? low : number > most && !isBelow ? high : null;
        Report(context, UsageRules.OutOfRange, value, nearest, ranged.Name, Text(number), expected);
    }

    private static double? Bound(AttributeData range, int index) => range.ConstructorArguments[index].Value switch
    {
        int bound => bound,
        double bound => bound,
        _ => null,
    };

    private static bool Is(AttributeData range, string name) => range.NamedArguments.Any(argument => argument.Key == name && argument.Value.Value is true);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
