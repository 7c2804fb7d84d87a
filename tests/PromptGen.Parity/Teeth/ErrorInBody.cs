using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PromptGen.Parity.Teeth;

/// <summary>A change in the body of a member. The body is compiled twice, and <see cref="ActiveError"/> chooses: so one compilation has all errors.</summary>
/// <param name="Number">Which error it belongs to.</param>
/// <param name="Text">The change.</param>
internal sealed record ErrorInBody(int Number, TextChange Text)
{
    /// <summary>The innermost body of a member that holds a place: a block, or an arrow with its expression; null: the place is in none.</summary>
    public static SyntaxNode? BodyAround(SyntaxTree tree, TextSpan place)
    {
        var member = tree.GetRoot().FindNode(place).AncestorsAndSelf()
            .FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax);
        var body = member switch
        {
            BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
            AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
            PropertyDeclarationSyntax property => property.ExpressionBody,
            IndexerDeclarationSyntax indexer => indexer.ExpressionBody,
            _ => null,
        };
        return body is not null && body.Span.Contains(place) ? body : null;
    }

    /// <summary>A file's text in which each changed body is there with and without its changes.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="errors">The changes in it, all in bodies.</param>
    public static SourceText Switched(SyntaxTree tree, IReadOnlyList<ErrorInBody> errors)
    {
        var text = tree.GetText();
        return text.WithChanges(errors.GroupBy(error => BodyAround(tree, error.Text.Span)!).OrderBy(body => body.Key.SpanStart).Select(body =>
        {
            var choice = new StringBuilder("{ ");
            foreach (var error in body.GroupBy(error => error.Number))
                choice.Append($"if ({ActiveError.Number} == {error.Key}) {Block(body.Key, [.. error.Select(one => one.Text)])} else ");
            choice.Append(Block(body.Key, [])).Append(" }");
            if (body.Key.Parent is BasePropertyDeclarationSyntax) choice.Insert(0, "{ get ").Append(" }");
            // An arrow ends with a semicolon, which is the member's.
            var end = body.Key is ArrowExpressionClauseSyntax ? body.Key.GetLastToken().GetNextToken().Span.End : body.Key.Span.End;
            return new TextChange(TextSpan.FromBounds(body.Key.SpanStart, end), choice.ToString());
        }));
    }

    private static string Block(SyntaxNode body, IReadOnlyList<TextChange> changes)
    {
        var code = body is ArrowExpressionClauseSyntax arrow ? arrow.Expression : body;
        var text = SourceText.From(code.ToString()).WithChanges(changes.OrderBy(change => change.Span.Start)
            .Select(change => new TextChange(new TextSpan(change.Span.Start - code.SpanStart, change.Span.Length), change.NewText!))).ToString();
        if (body is not ArrowExpressionClauseSyntax) return text;
        return code is ThrowExpressionSyntax || GivesNothing(body.Parent!) ? $"{{ {text}; }}" : $"{{ return {text}; }}";
    }

    private static bool GivesNothing(SyntaxNode member) => member switch
    {
        ConstructorDeclarationSyntax or DestructorDeclarationSyntax => true,
        MethodDeclarationSyntax method => method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
            || (method.Modifiers.Any(SyntaxKind.AsyncKeyword) && method.ReturnType is IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" }),
        AccessorDeclarationSyntax accessor => !accessor.IsKind(SyntaxKind.GetAccessorDeclaration),
        _ => false,
    };
}
