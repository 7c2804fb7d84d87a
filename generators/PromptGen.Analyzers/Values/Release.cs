using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PromptGen.Analyzers.Values;

/// <summary>The end of a backbone.</summary>
/// <param name="Described">How it ended, in words.</param>
/// <param name="Expected">What to do in place of using it.</param>
/// <param name="Successor">The local that is to be used from then on, where there is one.</param>
internal sealed record Release(string Described, string Expected, string? Successor)
{
    private static readonly Release Disposed = new("was disposed", "dispose it after its last use", null);

    /// <summary>Whether a statement that has run has ended the backbone in a local.</summary>
    /// <returns>Null: not certainly.</returns>
    public static Release? In(IOperation statement, ILocalSymbol backbone) => statement switch
    {
        IExpressionStatementOperation { Operation: var call } => OfCall(call, backbone, null),
        IVariableDeclarationGroupOperation group => group.Declarations.SelectMany(declaration => declaration.Declarators)
            .Select(declarator => declarator.GetVariableInitializer()?.Value is { } value ? OfCall(Unconverted(value), backbone, declarator.Symbol.Name) : null)
            .FirstOrDefault(release => release is not null),
        IUsingDeclarationOperation declaration => In(declaration.DeclarationGroup, backbone),
        IUsingOperation { Resources: IVariableDeclarationGroupOperation resources } when Declares(resources, backbone) => Disposed,
        IUsingOperation { Resources: ILocalReferenceOperation resource } when Is(resource, backbone) => Disposed,
        _ => null,
    };

    private static Release? OfCall(IOperation operation, ILocalSymbol backbone, string? result)
    {
        if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment) return OfCall(Unconverted(assignment.Value), backbone, target.Local.Name);
        if (operation is not IInvocationOperation { Instance: ILocalReferenceOperation instance, TargetMethod.Name: var name } || !Is(instance, backbone)) return null;
        return name switch
        {
            "Dispose" => Disposed,
            "Unfreeze" => new Release("was given up by Unfreeze", result is null ? "use what Unfreeze returned" : $"use '{result}'", result),
            _ => null,
        };
    }

    private static bool Declares(IVariableDeclarationGroupOperation resources, ILocalSymbol backbone) => resources.Declarations
        .SelectMany(declaration => declaration.Declarators)
        .Any(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, backbone));

    private static bool Is(ILocalReferenceOperation reference, ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(reference.Local, local);

    private static IOperation Unconverted(IOperation value) => value is IConversionOperation conversion ? Unconverted(conversion.Operand) : value;
}
