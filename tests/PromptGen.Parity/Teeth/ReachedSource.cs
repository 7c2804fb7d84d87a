using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PromptGen.Parity.Teeth;

/// <summary>Which files of a program others need in order to compile.</summary>
internal static class ReachedSource
{
    /// <param name="whole">The program.</param>
    /// <param name="roots">Files of it that are needed in any case.</param>
    /// <returns>These, and all that declare what they name, and so on.</returns>
    public static IReadOnlySet<SyntaxTree> From(CSharpCompilation whole, IEnumerable<SyntaxTree> roots)
    {
        var reached = new HashSet<SyntaxTree>(roots);
        var open = new Queue<SyntaxTree>(reached);
        while (open.TryDequeue(out var tree))
            foreach (var named in Named(whole.GetSemanticModel(tree), tree).Where(reached.Add)) open.Enqueue(named);
        return reached;
    }

    private static IEnumerable<SyntaxTree> Named(SemanticModel model, SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>()
            .Select(name => model.GetSymbolInfo(name))
            .SelectMany(info => info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols)
            .Select(symbol => symbol as INamedTypeSymbol ?? symbol.ContainingType)
            .Distinct(SymbolEqualityComparer.Default)
            .SelectMany(type => type?.DeclaringSyntaxReferences ?? [])
            .Select(reference => reference.SyntaxTree);
}
