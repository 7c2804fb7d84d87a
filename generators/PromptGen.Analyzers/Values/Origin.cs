using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PromptGen.Analyzers.Values;

/// <summary>
/// Where a value comes from, as far as that is certain: through conversions, through locals that are assigned in one place, and through static readonly fields of the same file.
/// </summary>
internal static class Origin
{
    /// <summary>The operation that makes a value; where that is not certain, what was last certain.</summary>
    public static IOperation Of(IOperation value) => Steps(value).Last();

    /// <summary>From a value back to what makes it.</summary>
    private static IEnumerable<IOperation> Steps(IOperation value)
    {
        for (IOperation? step = value; step is not null; step = Before(step)) yield return step;
    }

    private static IOperation? Before(IOperation value) => value switch
    {
        IConversionOperation { OperatorMethod: null } conversion => conversion.Operand,
        IParenthesizedOperation parenthesized => parenthesized.Operand,
        ILocalReferenceOperation { Local: { IsRef: false, IsConst: false } local } reference => OnlyAssignment(local, Root(reference)),
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field, SemanticModel: { } model } reference => Initializer(field, reference, model),
        _ => null,
    };

    /// <summary>What a record or an object gives one of its members where it is made: the last word of <c>with</c> and of initializers.</summary>
    /// <returns>Null: nothing, or nothing certain.</returns>
    public static IOperation? Member(IOperation made, string name)
    {
        var origin = Of(made);
        var initializer = origin switch
        {
            IObjectCreationOperation creation => creation.Initializer,
            IWithOperation with => with.Initializer,
            _ => null,
        };
        var given = initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .LastOrDefault(assignment => assignment.Target is IPropertyReferenceOperation property && property.Property.Name == name);
        return given?.Value ?? (origin is IWithOperation { Operand: var operand } ? Member(operand, name) : null);
    }

    /// <summary>The argument of a parameter.</summary>
    public static IOperation? Argument(IEnumerable<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    /// <summary>The elements of an array or collection that is written out.</summary>
    /// <returns>Null: it is not, or part of it is not, or others may have been put in their place since.</returns>
    public static IReadOnlyList<IOperation>? Elements(IOperation value) => Steps(value).All(step => Contents.Stay(step, Root(step))) ? Written(value) : null;

    /// <summary>How many elements an array or collection has that is written out.</summary>
    /// <returns>Null: that is not certain.</returns>
    public static int? Count(IOperation value) => Steps(value).All(step => step.Type is IArrayTypeSymbol || Contents.Stay(step, Root(step))) ? Written(value)?.Count : null;

    private static IReadOnlyList<IOperation>? Written(IOperation value) => Of(value) switch
    {
        ICollectionExpressionOperation collection when collection.Elements.All(element => element is not ISpreadOperation) => collection.Elements,
        IArrayCreationOperation { Initializer: { } initializer, DimensionSizes.Length: 1 } => initializer.ElementValues,
        _ => null,
    };

    /// <summary>The outermost operation around one: a method's body, with the lambdas and local functions in it.</summary>
    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent) operation = parent;
        return operation;
    }

    // Nothing but a static constructor could assign another value.
    private static IOperation? Initializer(IFieldSymbol field, IOperation reference, SemanticModel model) =>
        field.ContainingType.StaticConstructors.All(constructor => constructor.IsImplicitlyDeclared)
            && field.DeclaringSyntaxReferences.SingleOrDefault() is { } declaration && declaration.SyntaxTree == reference.Syntax.SyntaxTree
            && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
            ? model.GetOperation(value)
            : null;

    private static IOperation? OnlyAssignment(ILocalSymbol local, IOperation root)
    {
        IOperation? only = null;
        foreach (var operation in root.Descendants())
        {
            IOperation? assigned;
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local):
                    if (declarator.GetVariableInitializer()?.Value is not { } initial) continue;
                    assigned = initial;
                    break;
                case ILocalReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Local, local):
                    if (!MayAssign(reference)) continue;
                    if (reference.Parent is not ISimpleAssignmentOperation { IsRef: false } assignment) return null;
                    assigned = assignment.Value;
                    break;
                default:
                    continue;
            }
            if (only is not null) return null;
            only = assigned;
        }
        return only;
    }

    private static bool MayAssign(ILocalReferenceOperation reference) => reference.IsDeclaration || reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference || assignment is ISimpleAssignmentOperation { IsRef: true },
        IIncrementOrDecrementOperation or IAddressOfOperation or ITupleOperation { Parent: IDeconstructionAssignmentOperation } => true,
        IArgumentOperation argument => argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out },
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        _ => false,
    };
}
