using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PromptGen.Generator;
using PromptGen.Testing;

namespace PromptGen.Benchmarks.Models;

/// <summary>A project of all the repository's schemas, as a compiler or an editor hands it to the generator: its driver, which is never changed, has run once.</summary>
internal sealed class SchemaProject
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);

    private readonly Dictionary<string, SchemaFile> files;
    private readonly GeneratorDriver driver;

    /// <summary>Reads the schemas and generates their encoders for the first time.</summary>
    public SchemaProject()
    {
        files = Directory.GetFiles(Repository.Path("schemas"), "*.json").Where(path => !path.EndsWith(".schema.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToDictionary(path => Path.GetFileName(path), path => new SchemaFile(path, File.ReadAllText(path)));
        driver = FreshRun();
    }

    /// <summary>How many schemas there are.</summary>
    public int Count => files.Count;

    /// <summary>Every encoder, by a driver that knows nothing yet.</summary>
    public GeneratorDriver FreshRun() => CSharpGeneratorDriver
        .Create([new EncoderGenerator().AsSourceGenerator()], files.Values, Parsing, new Roles(), new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))
        .RunGenerators(Compile("class Before { }"));

    /// <summary>What the driver does after C# was edited, and no schema.</summary>
    /// <exception cref="InvalidOperationException">A step did not take everything from the run before.</exception>
    public void EditCode()
    {
        var made = Made(driver.RunGenerators(Compile("class After { int field; }")));
        if (made.Count > 0) throw new InvalidOperationException($"An edit of C# alone made {string.Join(", ", made)} anew; expected every file from the run before.");
    }

    /// <summary>What the driver does after a rate was changed in a schema.</summary>
    /// <param name="schema">The file's name.</param>
    /// <returns>The encoders that were written anew.</returns>
    public IReadOnlyList<string> EditSchema(string schema)
    {
        const string before = "\"default\": 0.1", after = "\"default\": 0.2";
        var file = files[schema];
        if (!file.Text.Contains(before, StringComparison.Ordinal)) throw new InvalidOperationException($"{schema} has no '{before}' to edit.");
        return Made(driver.ReplaceAdditionalText(file, new SchemaFile(file.Path, file.Text.Replace(before, after, StringComparison.Ordinal))).RunGenerators(Compile("class Before { }")));
    }

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create("Project", [CSharpSyntaxTree.ParseText(source, Parsing)]);

    private static IReadOnlyList<string> Made(GeneratorDriver run)
    {
        var result = run.GetRunResult().Results.Single();
        if (result.Exception is { } fault) throw fault;
        return [.. result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs)
            .Where(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
            .Select(output => output.Reason.ToString())];
    }

    private sealed class SchemaFile(string path, string text) : AdditionalText
    {
        public string Text => text;

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Roles : AnalyzerConfigOptionsProvider
    {
        private static readonly Values None = new(new Dictionary<string, string>());
        private static readonly Values Emitted = new(new Dictionary<string, string> { [EncoderGenerator.SchemaMetadata] = "emit" });

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new Dictionary<string, string> { ["build_property.PromptGenNamespace"] = "PromptGen.Backbones" });

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => None;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile is SchemaFile ? Emitted : None;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
