using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
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
    /// <summary>The metadata of an additional file that makes it a schema: <c>emit</c>, or <c>base</c> for one that is there to be extended.</summary>
    public const string SchemaMetadata = "build_metadata.AdditionalFiles.PromptGenSchema";

    // The compiler writes a byte order mark into files of an encoding that has one.
    private static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The names of the tracked steps.</summary>
    internal static readonly IReadOnlyList<string> Steps = ["Texts", "Parsed", "AllParsed", "Chains", "Checked", "Models", "Names", "Namespace", "Project", "Findings", "Files"];

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var parsed = context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancel) => Read(pair.Left, pair.Right, cancel))
            .Where(static text => text is not null)
            .WithTrackingName("Texts")
            .Select(static (text, _) => ParsedSchema.Parse(text!))
            .WithTrackingName("Parsed");

        var all = parsed.Collect()
            .Select(static (schemas, _) => schemas.ToEquatable())
            .WithTrackingName("AllParsed");

        var @checked = parsed.Where(static schema => schema.Source.Emit).Combine(all)
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

        var project = context.CompilationProvider.Combine(ns).Combine(names)
            .Select(static (input, _) => ProjectNames.Of(input.Left.Left, input.Left.Right, input.Right.All.SelectMany(claim => claim.Types)))
            .WithTrackingName("Project");

        var files = models.Combine(names).Combine(ns).Combine(project)
            .Select(static (input, _) => EmittedSchema.Of(input.Left.Left.Left, input.Left.Left.Right, input.Left.Right, input.Right))
            .WithTrackingName("Files");

        var findings = @checked.Combine(names).Combine(project)
            .Select(static (input, _) => input.Left.Right.AddTo(input.Left.Left, input.Right))
            .WithTrackingName("Findings");

        context.RegisterSourceOutput(findings, static (output, found) => Report(output, found));
        context.RegisterSourceOutput(files, static (output, emitted) =>
        {
            Report(output, emitted.Findings);
            if (emitted.File is { } file) output.AddSource(file.Name, SourceText.From(file.Text, Encoding));
        });
    }

    private static SchemaText? Read(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancel)
    {
        if (!options.GetOptions(file).TryGetValue(SchemaMetadata, out var metadata)) return null;
        var emit = string.Equals(metadata, "emit", StringComparison.OrdinalIgnoreCase);
        if (!emit && !string.Equals(metadata, "base", StringComparison.OrdinalIgnoreCase)) return null;
        return new SchemaText(file.Path.Replace('\\', '/'), file.GetText(cancel)?.ToString(), emit);
    }

    private static string? Property(AnalyzerConfigOptionsProvider options, string name) =>
        options.GlobalOptions.TryGetValue("build_property." + name, out var value) ? value : null;

    private static void Report(SourceProductionContext output, EquatableArray<Finding> findings)
    {
        foreach (var finding in findings) output.ReportDiagnostic(finding.ToDiagnostic());
    }
}
