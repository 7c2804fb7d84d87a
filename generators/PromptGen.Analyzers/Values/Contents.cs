using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PromptGen.Analyzers.Values;

/// <summary>Whether what a collection holds can change between the place where it is written out and the place where it is used.</summary>
internal static class Contents
{
    /// <summary>Whether they stay, for one step between the two places.</summary>
    /// <param name="step">A reference to a local or a field; anything else holds nothing.</param>
    /// <param name="root">The code that can reach a local.</param>
    public static bool Stay(IOperation step, IOperation root) => step switch
    {
        ILocalReferenceOperation { Local: var local } => IsReadOnly(local.Type) || root.Descendants().OfType<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local)).All(OnlyReads),
        IFieldReferenceOperation { Field: var field } => IsReadOnly(field.Type),
        _ => true,
    };

    private static bool OnlyReads(ILocalReferenceOperation reference)
    {
        IOperation use = reference;
        while (use.Parent is IConversionOperation) use = use.Parent;
        return use.Parent switch
        {
            IAssignmentOperation assignment => assignment.Target == use,
            IPropertyReferenceOperation { Property.IsIndexer: false } => true,
            IForEachLoopOperation => true,
            IArgumentOperation argument => argument.Parameter is { RefKind: RefKind.None, Type: var type } && IsReadOnly(type),
            _ => false,
        };
    }

    /// <summary>Whether a type lets nobody change what it holds, a text among them.</summary>
    private static bool IsReadOnly(ITypeSymbol type) => type.TypeKind is not TypeKind.Array
        && (type.IsValueType ? type.Name is not "Span" and not "Memory" : type.SpecialType is SpecialType.System_String
            || type.Name is "IEnumerable" or "IReadOnlyCollection" or "IReadOnlyList");
}
