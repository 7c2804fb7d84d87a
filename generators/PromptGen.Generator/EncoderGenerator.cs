using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PromptGen.Generator.Checking;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Emitting;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator;

/// <summary>
/// From schemas among the additional files to encoders: read, bind, check, emit. What the steps do lies in the folders of those names; every
/// value between steps is compared by value, and no step throws.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class EncoderGenerator : IIncrementalGenerator
{
    /// <summary>The metadata of an additional file that makes it a schema: its role.</summary>
    public const string SchemaMetadata = "build_metadata.AdditionalFiles.PromptGenSchema";

    // The compiler writes a byte order mark into files of an encoding that has one.
    private static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The names of the tracked steps.</summary>
    internal static readonly IReadOnlyList<string> Steps = ["Inputs", "Texts", "Parsed", "AllParsed", "Chains", "Checked", "Models", "Names", "Namespace", "Language", "Project", "OldLanguage", "Findings", "Files"];

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var inputs = context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancel) => Read(pair.Left, pair.Right, cancel))
            .Where(static input => input is not null)
            .WithTrackingName("Inputs");

        // A file of several items is one schema.
        var parsed = inputs.Where(static input => input!.Schema is not null).Collect()
            .SelectMany(static (all, _) => all.Select(input => input!.Schema!).OrderBy(schema => schema.Role).GroupBy(schema => schema.Path).Select(same => same.First()))
            .WithTrackingName("Texts")
            .Select(static (text, _) => ParsedSchema.Parse(text))
            .WithTrackingName("Parsed");

        var all = parsed.Collect()
            .Select(static (schemas, _) => schemas.ToEquatable())
            .WithTrackingName("AllParsed");

        var @checked = parsed.Where(static schema => schema.Source.Role == SchemaRole.Emit).Combine(all)
            .Select(static (pair, _) => SchemaChain.Of(pair.Left, pair.Right))
            .WithTrackingName("Chains")
            .Select(static (chain, _) => CheckedSchema.Of(chain))
            .WithTrackingName("Checked");

        var models = @checked
            .Select(static (schema, _) => schema.Model)
            .WithTrackingName("Models");

        var names = @checked.Collect()
            .Select(static (schemas, _) => NameClaims.Of(schemas))
            .WithTrackingName("Names");

        var ns = context.AnalyzerConfigOptionsProvider.Combine(context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName))
            .Select(static (pair, _) => Namespaces.Choose(Property(pair.Left, "PromptGenNamespace"), Property(pair.Left, "RootNamespace"), pair.Right))
            .WithTrackingName("Namespace");

        // Empty: new enough.
        var language = context.ParseOptionsProvider
            .Select(static (options, _) => options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp13 } old ? old.LanguageVersion.ToDisplayString().Replace(".0", "") : "")
            .WithTrackingName("Language");

        var project = context.CompilationProvider.Combine(ns).Combine(names)
            .Select(static (input, _) => ProjectNames.Of(input.Left.Left, input.Left.Right, input.Right.All.SelectMany(claim => claim.Types)))
            .WithTrackingName("Project");

        // Once for all encoders.
        var oldLanguage = language.Combine(models.Collect()).Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (input, _) => input.Left.Left.Length > 0 && input.Left.Right.Length > 0 ? OldLanguage(input.Left.Left, Property(input.Right, "MSBuildProjectFullPath")) : null)
            .WithTrackingName("OldLanguage");

        var files = models.Combine(language).Where(static pair => pair.Right.Length == 0).Select(static (pair, _) => pair.Left).Combine(names).Combine(ns).Combine(project)
            .Select(static (input, _) => EmittedSchema.Of(input.Left.Left.Left, input.Left.Left.Right, input.Left.Right, input.Right))
            .WithTrackingName("Files");

        var findings = @checked.Combine(names).Combine(project)
            .Select(static (input, _) => input.Left.Right.AddTo(input.Left.Left, input.Right))
            .WithTrackingName("Findings");

        context.RegisterSourceOutput(inputs, static (output, input) => Report(output, input!.Findings));
        context.RegisterSourceOutput(oldLanguage, static (output, found) => Report(output, found is null ? [] : [found]));
        context.RegisterSourceOutput(findings, static (output, found) => Report(output, found));
        context.RegisterSourceOutput(files, static (output, emitted) =>
        {
            Report(output, emitted.Findings);
            if (emitted.File is { } file) output.AddSource(file.Name, SourceText.From(file.Text, Encoding));
        });
    }

    private static SchemaInput? Read(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancel)
    {
        options.GetOptions(file).TryGetValue(SchemaMetadata, out var role);
        return SchemaInput.Of(file.Path, role, () => file.GetText(cancel)?.ToString());
    }

    private static Finding OldLanguage(string version, string? project) =>
        new(Rules.OldLanguage.Id, project is null ? default : new SchemaText(project, null, SchemaRole.Base).Start, [version]);

    private static string? Property(AnalyzerConfigOptionsProvider options, string name) =>
        options.GlobalOptions.TryGetValue("build_property." + name, out var value) ? value : null;

    private static void Report(SourceProductionContext output, EquatableArray<Finding> findings)
    {
        foreach (var finding in findings) output.ReportDiagnostic(finding.ToDiagnostic());
    }
}
