using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace PromptGen.Generator.Emitting;

/// <summary>The namespace of generated code.</summary>
internal static class Namespaces
{
    /// <summary>The first of the candidates that is not empty, made a legal namespace.</summary>
    public static string Choose(params string?[] candidates)
    {
        var chosen = candidates.FirstOrDefault(candidate => !string.IsNullOrWhiteSpace(candidate)) ?? "Encoders";
        return string.Join(".", chosen.Trim().Split('.').Select(Legal));
    }

    private static string Legal(string part)
    {
        var name = string.Concat(part.Select(c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_'));
        if (name.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(name[0])) name = "_" + name;
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
    }
}
