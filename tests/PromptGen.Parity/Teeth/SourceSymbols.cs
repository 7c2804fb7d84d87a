using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PromptGen.Parity.Teeth;

/// <summary>Types and members as a <see cref="Substitution"/> names them.</summary>
internal static class SourceSymbols
{
    /// <summary>Every type and member that is declared below a node, with its path of names.</summary>
    public static IEnumerable<(string Path, SyntaxNode Declaration)> Of(SyntaxNode node, string outer = "")
    {
        foreach (var child in node.ChildNodes())
            foreach (var name in Names(child) is { Count: > 0 } names ? names : [""])
            {
                var path = name.Length == 0 ? outer : outer.Length == 0 ? name : $"{outer}.{name}";
                if (name.Length > 0) yield return (path, child);
                // An extension block has no name; its members are those of the type around it.
                if (child is BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                    foreach (var symbol in Of(child, path)) yield return symbol;
            }
    }

    /// <summary>The namespaces that a file declares.</summary>
    public static IEnumerable<string> Namespaces(SyntaxTree tree) =>
        tree.GetRoot().ChildNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(declaration => declaration.Name.ToString());

    private static IReadOnlyList<string> Names(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText is { Length: > 0 } name ? [name] : [],
        DelegateDeclarationSyntax type => [type.Identifier.ValueText],
        ConstructorDeclarationSyntax => ["new"],
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        IndexerDeclarationSyntax => ["this"],
        OperatorDeclarationSyntax @operator => [@operator.OperatorToken.ValueText],
        BaseFieldDeclarationSyntax field => [.. field.Declaration.Variables.Select(variable => variable.Identifier.ValueText)],
        _ => [],
    };
}
