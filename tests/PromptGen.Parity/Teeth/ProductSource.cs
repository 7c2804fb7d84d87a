using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using PromptGen.Verification;

namespace PromptGen.Parity.Teeth;

/// <summary>The runtime and the emitted encoders, compiled from source into one assembly, with errors to choose from.</summary>
internal static class ProductSource
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14);

    private static readonly Lazy<CSharpCompilation> Unchanged = new(() =>
    {
        // What verification does not reach is left out.
        var all = Files().Select(file => Tree(File.ReadAllText(file), file)).ToList();
        var whole = Compilation(all);
        var reached = ReachedSource.From(whole, all.Where(tree => IsEmitted(tree) || Declares(tree, nameof(Verifier))));
        return FrameworkGenerators.Run(
            whole.RemoveSyntaxTrees(all.Except(reached)).AddSyntaxTrees(Tree(Namespaces(all.Except(reached)), "Namespaces.cs")));
    });

    private static readonly Lazy<ILookup<string, SyntaxNode>> Symbols = new(() => Unchanged.Value.SyntaxTrees
        .SelectMany(tree => SourceSymbols.Of(tree.GetRoot()))
        .ToLookup(symbol => symbol.Path, symbol => symbol.Declaration, StringComparer.Ordinal));

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Compiles the product with errors that lie in the bodies of members, each of which <see cref="ActiveError"/> turns on alone.</summary>
    /// <param name="errors">Each of one or more substitutions.</param>
    /// <exception cref="InvalidOperationException">A text is not there exactly once, or its replacement does not compile.</exception>
    public static byte[] Compile(IReadOnlyList<IReadOnlyList<Substitution>> errors)
    {
        var compilation = Unchanged.Value.AddSyntaxTrees(Tree(ActiveError.Source, "ActiveError.cs"));
        var changes = errors.Index().SelectMany(error => error.Item.Select(Change).Select(change => (change.Tree, new ErrorInBody(error.Index, change.Text))));
        foreach (var ofTree in changes.GroupBy(change => change.Tree, change => change.Item2))
            compilation = compilation.ReplaceSyntaxTree(ofTree.Key, ofTree.Key.WithChangedText(ErrorInBody.Switched(ofTree.Key, [.. ofTree])));
        return Emit(compilation);
    }

    /// <summary>Compiles the product with one error, wherever it lies.</summary>
    /// <param name="error">Its substitutions.</param>
    /// <exception cref="InvalidOperationException">A text is not there exactly once, or its replacement does not compile.</exception>
    public static byte[] Compile(IReadOnlyList<Substitution> error)
    {
        var compilation = Unchanged.Value.AddSyntaxTrees(Tree(ActiveError.Source, "ActiveError.cs"));
        foreach (var changes in error.Select(Change).GroupBy(change => change.Tree, change => change.Text))
            compilation = compilation.ReplaceSyntaxTree(changes.Key, changes.Key.WithChangedText(changes.Key.GetText().WithChanges(changes)));
        return Emit(compilation);
    }

    /// <summary>Whether all substitutions of an error lie in bodies of members.</summary>
    /// <inheritdoc cref="Compile(IReadOnlyList{Substitution})" path="/exception"/>
    public static bool IsInBodies(IReadOnlyList<Substitution> error) =>
        error.Select(Change).All(change => ErrorInBody.BodyAround(change.Tree, change.Text.Span) is not null);

    private static byte[] Emit(CSharpCompilation compilation)
    {
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        if (!result.Success)
        {
            var error = result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"The mutated source does not compile: {error}");
        }
        return assembly.ToArray();
    }

    private static (SyntaxTree Tree, TextChange Text) Change(Substitution substitution)
    {
        var (symbol, old, replacement) = substitution;
        var declarations = Symbols.Value[symbol].ToList();
        if (declarations.Count == 0) throw new InvalidOperationException($"Verification reaches no '{symbol}'. How is it called now?");
        var places = declarations
            .SelectMany(declaration => Starts(declaration, old).Select(start => (declaration.SyntaxTree, start)))
            .Distinct().ToList();
        return places is [var (tree, start)]
            ? (tree, new TextChange(new TextSpan(start, old.Length), replacement))
            : throw new InvalidOperationException(
                $"'{symbol}' holds the text «{old}» {places.Count} times; the mutation expects it once. Where did it move to?");
    }

    private static IEnumerable<int> Starts(SyntaxNode declaration, string text)
    {
        var source = declaration.ToString();
        for (var at = source.IndexOf(text, StringComparison.Ordinal); at >= 0; at = source.IndexOf(text, at + 1, StringComparison.Ordinal))
            yield return declaration.SpanStart + at;
    }

    /// <summary>The source of the projects that this one references, and of those that they reference.</summary>
    private static IEnumerable<string> Files()
    {
        var projects = new List<string> { Repository.Path("tests", "PromptGen.Parity", "PromptGen.Parity.csproj") };
        for (var i = 0; i < projects.Count; i++)
        {
            var folder = Path.GetDirectoryName(projects[i])!;
            projects.AddRange(XDocument.Load(projects[i]).Descendants("ProjectReference")
                .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
                .Select(reference => Path.GetFullPath(Path.Combine(folder, (string)reference.Attribute("Include")!)))
                .Except(projects).ToList());
        }
        return projects.Skip(1).Select(project => Path.GetDirectoryName(project)!)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj")));
    }

    private static CSharpCompilation Compilation(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "PromptGen.Mutated",
        [.. trees, Tree(ImplicitUsings, "ImplicitUsings.cs")],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("PromptGen", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file)),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A using directive may name a namespace of which nothing is reached.</summary>
    private static string Namespaces(IEnumerable<SyntaxTree> trees) =>
        string.Concat(trees.SelectMany(SourceSymbols.Namespaces).Distinct().Select(name => $"namespace {name} {{ }}\n"));

    private static bool IsEmitted(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    private static bool Declares(SyntaxTree tree, string type) => SourceSymbols.Of(tree.GetRoot()).Any(symbol => symbol.Path == type);

    private static SyntaxTree Tree(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Parse, path);
}
