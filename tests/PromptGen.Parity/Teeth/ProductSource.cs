using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PromptGen.Parity.Teeth;

/// <summary>The runtime and the emitted encoders as source, compiled into one assembly, as they are or with a piece of text substituted.</summary>
internal static class ProductSource
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14);

    private static readonly string Folder = Path.Combine(Repository.Root, "src");

    private static readonly Lazy<IReadOnlyDictionary<string, SyntaxTree>> Trees = new(() => Files().ToDictionary(
        file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), file => Tree(File.ReadAllText(file), file), StringComparer.Ordinal));

    private static readonly Lazy<CSharpCompilation> Unchanged = new(() => CSharpCompilation.Create(
        "PromptGen.Mutated",
        [.. Trees.Value.Values, Tree(ImplicitUsings, "ImplicitUsings.cs")],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("PromptGen", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release)));

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Compiles the product with substitutions.</summary>
    /// <exception cref="InvalidOperationException">A text to be replaced is not there exactly once, or what replaces it does not compile.</exception>
    public static Stream Compile(IEnumerable<Substitution> substitutions)
    {
        var compilation = Unchanged.Value;
        foreach (var file in substitutions.GroupBy(substitution => substitution.File))
        {
            var tree = Trees.Value.GetValueOrDefault(file.Key) ?? throw new InvalidOperationException($"There is no src/{file.Key}; where did it move to?");
            var text = tree.ToString();
            foreach (var (_, old, replacement) in file)
            {
                var count = text.Split(old).Length - 1;
                if (count != 1) throw new InvalidOperationException($"src/{file.Key} holds the text «{old}» {count} times; the mutation expects it once. Where did it move to?");
                text = text.Replace(old, replacement, StringComparison.Ordinal);
            }
            compilation = compilation.ReplaceSyntaxTree(tree, Tree(text, tree.FilePath));
        }
        var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        if (!result.Success)
            throw new InvalidOperationException($"The mutated source does not compile: {result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error)}");
        assembly.Position = 0;
        return assembly;
    }

    // What verification does not reach is left out: it would be compiled again for every error, and some of it only with a generator's help.
    private static IEnumerable<string> Files() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Folder, "PromptGen"), "*.cs"),
        .. new[] { "Attention", "Checkpoints", "Encoders", "Heads", "Prefixes", "Tensors", "Verification" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Folder, "PromptGen", folder), "*.cs", SearchOption.AllDirectories)),
        .. new[] { "Tasks/Padding.cs", "Tokenization/TokenizedText.cs", "Tokenization/FilledBlank.cs", "Tokenization/TokenSpan.cs", "Tokenization/TextPart.cs",
                "Predictions/Answer.cs", "Predictions/Prediction.cs", "Predictions/SeveralPrediction.cs", "Predictions/ValuePrediction.cs", "Predictions/TokenPredictions.cs",
                "Predictions/SpanScores.cs", "Training/AdamW.cs", "Training/ITrainable.cs" }
            .Select(file => Path.Combine(Folder, "PromptGen", file)),
        .. Directory.EnumerateFiles(Path.Combine(Folder, "PromptGen.Backbones", "Generated"), "*.cs"),
    ];

    private static SyntaxTree Tree(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Parse, path);
}
