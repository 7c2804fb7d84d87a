using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PromptGen.Parity.Teeth;

/// <summary>The source generators that .NET brings: regular expressions, native calls, JSON.</summary>
internal static class FrameworkGenerators
{
    /// <summary>A program with what they add to it.</summary>
    public static CSharpCompilation Run(CSharpCompilation compilation)
    {
        var generators = Directory.EnumerateFiles(Folder, "*.dll")
            .SelectMany(file => new AnalyzerFileReference(file, new Loader()).GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver.Create(generators, parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return (CSharpCompilation)generated;
    }

    /// <summary>The project file says where they lie.</summary>
    private static string Folder => typeof(FrameworkGenerators).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == nameof(FrameworkGenerators)).Value!;

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
