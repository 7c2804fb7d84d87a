using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PromptGen.Generator.Emitting;

/// <summary>
/// Writes names in full that the project gives another meaning in the namespace of the generated code. Their first part is an alias followed by <c>::</c>,
/// which C# looks for among aliases alone: no type or namespace of the project can hide it.
/// </summary>
internal sealed class NameQualifier : CSharpSyntaxWalker
{
    private readonly ProjectNames project;
    private readonly List<TextChange> changes = [];
    private readonly SortedSet<string> aliases = [];

    private NameQualifier(ProjectNames project) : base(SyntaxWalkerDepth.StructuredTrivia) => this.project = project;

    /// <param name="text">A generated file, whose <c>using</c> directives begin after <paramref name="mark"/>.</param>
    /// <param name="project">What is hidden.</param>
    /// <param name="mark">The text before the place for aliases.</param>
    public static string Qualify(string text, ProjectNames project, string mark)
    {
        if (project.Hidden.Count == 0 && project.Extensions.Count == 0) return text;
        var qualifier = new NameQualifier(project);
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.Parse);
        qualifier.Visit(CSharpSyntaxTree.ParseText(text, options).GetRoot());
        var result = new StringBuilder(text);
        // From the end, so that what comes before keeps its place; of two changes at one place the outer comes first.
        foreach (var change in qualifier.changes.Select((change, order) => (change, order)).OrderByDescending(next => next.change.Span.Start).ThenByDescending(next => next.order))
            result.Remove(change.change.Span.Start, change.change.Span.Length).Insert(change.change.Span.Start, change.change.NewText);
        return result.Insert(text.IndexOf(mark, System.StringComparison.Ordinal) + mark.Length, string.Concat(qualifier.aliases.Select(alias => $"using {alias} = global::{alias};\n"))).ToString();
    }

    public override void VisitUsingDirective(UsingDirectiveSyntax node)
    {
    }

    // The attribute of the assembly stands outside of the namespace, and is written in full.
    public override void VisitAttributeList(AttributeListSyntax node)
    {
        if (node.Target is null) base.VisitAttributeList(node);
    }

    public override void VisitIdentifierName(IdentifierNameSyntax node) => VisitName(node);

    public override void VisitGenericName(GenericNameSyntax node)
    {
        VisitName(node);
        base.VisitGenericName(node);
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (node.Expression is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } called && project.Extensions.Contains(name.Identifier.Text)
            && UsedNames.Extensions.TryGetValue(name.Identifier.Text, out var container))
        {
            changes.Add(new TextChange(new TextSpan(called.Expression.SpanStart, 0), Prefix(container) + name.Identifier.Text + "("));
            changes.Add(new TextChange(TextSpan.FromBounds(called.OperatorToken.SpanStart, node.ArgumentList.OpenParenToken.Span.End), ", "));
        }
        base.VisitInvocationExpression(node);
    }

    private void VisitName(SimpleNameSyntax node)
    {
        var name = node.Identifier.Text;
        if (!project.Hidden.Contains(name)) return;
        var places = IsCalled(node) ? UsedNames.Functions : IsType(node) ? UsedNames.Types : null;
        if (places is not null && places.TryGetValue(name, out var container)) changes.Add(new TextChange(new TextSpan(node.SpanStart, 0), Prefix(container)));
    }

    private static bool IsCalled(SimpleNameSyntax node) => node.Parent is InvocationExpressionSyntax call && call.Expression == node;

    // What a member is asked of is a type; the locals and fields of generated code begin with small letters.
    private static bool IsType(SimpleNameSyntax node) =>
        SyntaxFacts.IsInTypeOnlyContext(node) || node.Parent is AttributeSyntax or NameMemberCrefSyntax || (node.Parent is MemberAccessExpressionSyntax access && access.Expression == node);

    private string Prefix(string container)
    {
        var parts = container.Split(['.'], 2);
        aliases.Add(parts[0]);
        return parts[0] + "::" + (parts.Length == 1 ? "" : parts[1] + ".");
    }
}
