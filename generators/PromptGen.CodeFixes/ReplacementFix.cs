using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PromptGen.Analyzers.Rules;

namespace PromptGen.CodeFixes;

/// <summary>Writes what an analyzer says would be right in place of a wrong number or name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplacementFix)), Shared]
public sealed class ReplacementFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [UsageRules.LayersBeyondDepth.Id, UsageRules.OutOfRange.Id, UsageRules.LabelCountDiffers.Id, UsageRules.UsedAfterRelease.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(UsageRules.Replacement, out var replacement) || replacement is null) continue;
            // The number of a named constant is its declaration's to change.
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax wrong || !IsReplaceable(wrong, diagnostic.Id)) continue;
            context.RegisterCodeFix(
                CodeAction.Create($"Write {replacement}", cancel => Replaced(context.Document, root, wrong, replacement, cancel), equivalenceKey: diagnostic.Id), diagnostic);
        }
    }

    private static bool IsReplaceable(ExpressionSyntax wrong, string id) =>
        wrong is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax }
        || (id == UsageRules.UsedAfterRelease.Id && wrong is IdentifierNameSyntax);

    private static Task<Document> Replaced(Document document, SyntaxNode root, ExpressionSyntax wrong, string replacement, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var right = SyntaxFactory.ParseExpression(replacement).WithTriviaFrom(wrong);
        return Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(wrong, right)));
    }
}
