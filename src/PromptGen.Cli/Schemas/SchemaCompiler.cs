using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PromptGen.Generator;

namespace PromptGen.Cli.Schemas;

/// <summary>Generates and compiles an encoder from a schema file, in memory.</summary>
internal static class SchemaCompiler
{
    /// <param name="path">The schema. What it extends lies in its folder or below, or is among the schemas that come with PromptGen.</param>
    /// <returns>An assembly that provides the encoder.</returns>
    /// <exception cref="UserException">The schema has errors, all of which are listed, or extends a file elsewhere.</exception>
    public static Assembly Compile(string path)
    {
        var sources = EncoderSources.From([SchemaFiles.Read(path)], [.. SchemaFiles.Bases(path), .. PublishedSchemas.All], "PromptGen.Verified");
        var errors = sources.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0) throw new UserException([$"{path}: the schema has errors:", .. errors.Select(error => error.ToString())]);

        var parsing = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            $"PromptGen.Verified.{Guid.NewGuid():N}",
            sources.Files.Select(file => CSharpSyntaxTree.ParseText(file.Value, parsing, file.Key)),
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        return result.Success
            ? Assembly.Load(assembly.ToArray())
            : throw new UserException(
            [
                $"{path}: what was generated does not compile, which is a defect of PromptGen:",
                .. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(error => error.ToString()),
            ]);
    }

    /// <summary>The framework, TorchSharp and PromptGen, from where this program runs.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(file => MetadataReference.CreateFromFile(file));
}
