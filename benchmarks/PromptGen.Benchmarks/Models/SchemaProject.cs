extern alias generator;

using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PromptGen.Testing;
using EncoderGenerator = generator::PromptGen.Generator.EncoderGenerator;
using EncoderSources = generator::PromptGen.Generator.EncoderSources;

namespace PromptGen.Benchmarks.Models;

/// <summary>
/// A project of all the repository's schemas, as an editor hands it to the generator. Its driver has run once and is never changed, so that every edit starts from the same
/// state.
/// </summary>
internal sealed class SchemaProject
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);

    private readonly Dictionary<string, SchemaFile> files;
    private readonly CSharpCompilation compilation = Compile("class Before { }");
    private readonly GeneratorDriver driver;

    /// <summary>Reads the schemas and generates their encoders for the first time.</summary>
    public SchemaProject()
    {
        files = Schemas().ToDictionary(schema => Path.GetFileName(schema.Key), schema => new SchemaFile(schema.Key, schema.Value));
        driver = Run(Fresh(), compilation, files.Count);
    }

    /// <summary>How many schemas there are.</summary>
    public int Count => files.Count;

    /// <summary>Every encoder, by a driver that knows nothing yet.</summary>
    public void Generate() => Run(Fresh(), compilation, files.Count);

    /// <summary>Every encoder by the generator's own code, without Roslyn's driver, as <c>promptgen verify --schema</c> does it.</summary>
    public static void GenerateWithoutDriver()
    {
        var sources = EncoderSources.From(Schemas(), [], "PromptGen.Backbones");
        if (sources.Diagnostics.Count > 0) throw new InvalidOperationException(sources.Diagnostics[0].ToString());
    }

    /// <summary>What the driver does after C# was edited, and no schema.</summary>
    /// <exception cref="InvalidOperationException">A step did not take everything from the run before.</exception>
    public void EditCode() => Run(driver, Compile("class After { int field; }"), written: 0);

    /// <summary>What the driver does after an edit of a schema.</summary>
    /// <param name="schema">The file's name.</param>
    /// <param name="before">What is there.</param>
    /// <param name="after">What is there after the edit.</param>
    /// <param name="written">How many encoders that writes anew.</param>
    /// <exception cref="InvalidOperationException">It wrote more or fewer, or there is nothing to edit.</exception>
    public void EditSchema(string schema, string before, string after, int written) => Run(Edited(schema, before, after), compilation, written);

    /// <summary>How many encoders an edit of a schema writes anew: its own, and those of schemas that extend it and keep what was edited.</summary>
    /// <param name="schema">The file's name.</param>
    /// <param name="before">What is there.</param>
    /// <param name="after">What is there after the edit.</param>
    public int WrittenBy(string schema, string before, string after) => Made(Edited(schema, before, after).RunGenerators(compilation));

    private GeneratorDriver Edited(string schema, string before, string after)
    {
        var file = files[schema];
        if (!file.Text.Contains(before, StringComparison.Ordinal)) throw new InvalidOperationException($"{schema} has no {before} to edit.");
        return driver.ReplaceAdditionalText(file, new SchemaFile(file.Path, file.Text.Replace(before, after, StringComparison.Ordinal)));
    }

    private static IEnumerable<KeyValuePair<string, string>> Schemas() => Directory.GetFiles(Repository.Path("schemas"), "*.json")
        .Where(path => !path.EndsWith(".schema.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(path => KeyValuePair.Create(path, File.ReadAllText(path)));

    private GeneratorDriver Fresh() => CSharpGeneratorDriver.Create(
        [new EncoderGenerator().AsSourceGenerator()], files.Values, Parsing, new Roles(),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create("Project", [CSharpSyntaxTree.ParseText(source, Parsing)]);

    private static GeneratorDriver Run(GeneratorDriver driver, CSharpCompilation compilation, int written)
    {
        var after = driver.RunGenerators(compilation);
        var result = after.GetRunResult().Results.Single();
        if (result.Exception is { } fault) throw fault;
        var made = Made(after);
        if (made != written) throw new InvalidOperationException($"{made} encoders were written anew; expected {written}.");
        if (written == 0 && result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs).Any(output => output.Reason != IncrementalStepRunReason.Cached))
            throw new InvalidOperationException("A step ran anew; expected every one from the run before.");
        return after;
    }

    private static int Made(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().TrackedSteps["Files"].SelectMany(step => step.Outputs).Count(output => IsNew(output.Reason));

    private static bool IsNew(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified;

    private sealed class SchemaFile(string path, string text) : AdditionalText
    {
        private readonly SourceText source = SourceText.From(text);

        public string Text => text;

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => source;
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
