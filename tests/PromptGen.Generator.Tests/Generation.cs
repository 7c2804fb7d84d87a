using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PromptGen.Generator.Tests;

/// <summary>
/// A run of the generator in the compiler's driver. Every run is made twice over a fresh but equal compilation, and the second must take
/// everything from the first.
/// </summary>
internal sealed class Generation
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(path => MetadataReference.CreateFromFile(path))];

    private Generation(CSharpCompilation compilation, GeneratorDriver driver)
    {
        (Compilation, Driver) = (compilation, driver);
        Result = driver.GetRunResult().Results.Single();
    }

    public CSharpCompilation Compilation { get; }

    public GeneratorDriver Driver { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>Runs over schemas that are all emitted.</summary>
    public static Generation Of(params (string Path, string Text)[] schemas) => Of([.. schemas.Select(schema => Schema(schema.Path, schema.Text))]);

    /// <summary>Runs over additional files.</summary>
    public static Generation Of(IEnumerable<AdditionalFile> files, params (string Key, string Value)[] properties) => In(Compile("class Unrelated { }"), files, properties);

    /// <summary>Runs over the additional files of a project.</summary>
    public static Generation In(CSharpCompilation compilation, IEnumerable<AdditionalFile> files, params (string Key, string Value)[] properties)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new EncoderGenerator().AsSourceGenerator()],
            files,
            Parsing(compilation),
            new Options([.. properties.Select(property => (property.Key, property.Value)), ("build_property.RootNamespace", "Demo")]),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new Generation(compilation, driver.RunGenerators(compilation)).AssertCached();
    }

    public static AdditionalFile Schema(string path, string? text, string role = "emit") => new(path, text, role);

    /// <summary>The same driver after one additional file changed, or with another compilation.</summary>
    public Generation After(AdditionalFile? old = null, AdditionalFile? changed = null, CSharpCompilation? compilation = null)
    {
        var driver = old is null ? Driver : Driver.ReplaceAdditionalText(old, changed!);
        return new Generation(compilation ?? Compilation, driver.RunGenerators(compilation ?? Compilation));
    }

    public static CSharpCompilation Compile(string source, string assembly = "Demo", LanguageVersion language = LanguageVersion.CSharp14) => CSharpCompilation.Create(
        assembly,
        [CSharpSyntaxTree.ParseText(source, ParseOptions.WithLanguageVersion(language), "Unrelated.cs")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The compilation with what was generated.</summary>
    public CSharpCompilation WithSources() => Compilation.AddSyntaxTrees(Result.GeneratedSources.Select(source => source.SyntaxTree));

    /// <summary>The text of the one generated file, or of the one with this name.</summary>
    public string Text(string? name = null) => Result.GeneratedSources.Single(source => name is null || source.HintName == name).SourceText.ToString();

    /// <summary>The diagnostics as a build prints them.</summary>
    public string[] Findings => [.. Result.Diagnostics.Select(Printed)];

    public static string Printed(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        return FormattableString.Invariant(
            $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): {(diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning")} {diagnostic.Id}: {diagnostic.GetMessage()}");
    }

    /// <summary>Every way in which tracked values of a step came about.</summary>
    public IEnumerable<(object Value, IncrementalStepRunReason Reason)> Step(string name) =>
        Result.TrackedSteps.TryGetValue(name, out var steps) ? steps.SelectMany(step => step.Outputs) : [];

    private static CSharpParseOptions Parsing(CSharpCompilation compilation) => (CSharpParseOptions)compilation.SyntaxTrees[0].Options;

    private Generation AssertCached()
    {
        var source = Compilation.SyntaxTrees[0].GetText().ToString();
        var again = After(compilation: Compile(source, Compilation.AssemblyName!, Parsing(Compilation).LanguageVersion));
        foreach (var name in EncoderGenerator.Steps)
            Assert.All(again.Step(name), output => Assert.Contains(output.Reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
        Assert.All(
            again.Result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        return this;
    }

    /// <summary>A file that a build hands to the generator.</summary>
    internal sealed class AdditionalFile(string path, string? text, string? role) : AdditionalText
    {
        public string? Role => role;

        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => text is null ? null : SourceText.From(text);
    }

    private sealed class Options((string Key, string Value)[] global) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(global);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values([]);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
            new Values(textFile is AdditionalFile { Role: { } role } ? [(EncoderGenerator.SchemaMetadata, role)] : []);
    }

    /// <summary>Of two values for one key the first counts.</summary>
    private sealed class Values((string Key, string Value)[] values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = values.FirstOrDefault(entry => entry.Key == key).Value;
            return value is not null;
        }
    }
}
