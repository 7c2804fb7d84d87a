using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PromptGen.Generator.Tests.Rejected;

/// <summary>
/// A file of this folder, compiled as part of an assembly that has two schemas of its own: <c>mine.json</c>, a BERT with its pooler, and
/// <c>prenorm.json</c>, which has none. Nullable, every warning an error.
/// </summary>
internal sealed partial class RejectedProgram
{
    private static readonly Lazy<CSharpCompilation> Surroundings = new(() =>
    {
        var compilation = Generation.Of(
        [
            Generation.Schema("mine.json", Toys.Read("mine.json").Text),
            Generation.Schema("prenorm.json", Toys.Read("prenorm.json").Text),
            Generation.Schema("bert.json", Toys.Read("bert.json").Text, "base"),
        ]).WithSources();
        return compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error));
    });

    private readonly string file;
    private readonly SyntaxTree tree;

    private RejectedProgram(string file, string text)
    {
        (this.file, Text) = (file, text);
        FirstLine = text[..text.IndexOf('\n', StringComparison.Ordinal)];
        tree = CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)Surroundings.Value.SyntaxTrees[0].Options, file);
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "PromptGen.Generator.Tests", "Rejected");

    /// <summary>The wrong programs: the files with a twin beside them.</summary>
    public static IEnumerable<string> Names => Directory
        .EnumerateFiles(Folder, "*.Right.cs")
        .Select(path => Path.GetFileName(path).Replace(".Right.cs", "", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public static RejectedProgram Wrong(string name) => Read($"{name}.cs");

    public static RejectedProgram Right(string name) => Read($"{name}.Right.cs");

    /// <summary>The file as it is in the repository.</summary>
    public string Text { get; }

    /// <summary>The same file with another text.</summary>
    public RejectedProgram With(string text) => new(file, text);

    /// <summary>The comment that says what is expected of the file.</summary>
    public string FirstLine { get; }

    /// <summary>What the wrong twin has and what this right one has in its place, as its first line says.</summary>
    public (string Wrong, string Right) Difference => DifferencePattern().Match(FirstLine) is { Success: true } match
        ? (match.Groups["wrong"].Value, match.Groups["right"].Value)
        : throw new FormatException($"{file}(1): '{FirstLine}' is not // 'right' where the wrong twin has 'wrong'.");

    /// <summary>All tokens, without comments and space.</summary>
    public string[] Tokens => [.. tree.GetRoot().DescendantTokens().Select(token => token.Text)];

    /// <summary>The errors of a build and what the analyzers find, each as such a first line.</summary>
    public string[] Errors => [.. Diagnostics.Select(AsFirstLine)];

    public IReadOnlyList<Diagnostic> Diagnostics => Usage.Judge(Surroundings.Value.AddSyntaxTrees(tree));

    private static RejectedProgram Read(string file) => new(file, File.ReadAllText(Path.Combine(Folder, file)));

    private string AsFirstLine(Diagnostic found)
    {
        var span = found.Location.GetLineSpan();
        var place = FormattableString.Invariant($"({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1})");
        return $"// {found.Id} {(span.Path == file ? "" : span.Path)}{place}: {found.GetMessage(CultureInfo.InvariantCulture)}";
    }

    [GeneratedRegex("^// '(?<right>.*)' where the wrong twin has '(?<wrong>.*)'\\.$")]
    private static partial Regex DifferencePattern();
}
