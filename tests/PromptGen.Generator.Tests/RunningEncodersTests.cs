using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;

namespace PromptGen.Generator.Tests;

/// <summary>Generated encoders run, and hold what their schemas say.</summary>
public class RunningEncodersTests
{
    /// <summary>Compiled beside the generated encoder, because generic code over its type is easiest to write there.</summary>
    private const string Probe = """
        using System.Linq;
        using PromptGen.Encoders;
        using PromptGen.Prefixes;
        using TorchSharp;
        using static TorchSharp.torch;

        namespace Demo;

        public static class Probe
        {
            public static (long Counted, long Exact, string[] Held, string[] Mapped, long[] Shape) Run()
            {
                using var scope = NewDisposeScope();
                using var frozen = #Encoder.Random(#Config.Tiny, seed: 1);
                var encoder = (#Encoder)typeof(Backbone<#Encoder>)
                    .GetProperty("Encoder", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(frozen)!;
                var held = encoder.named_parameters().Select(p => p.name[..p.name.LastIndexOf('.')]).Distinct();
                var mapped = #Encoder.Description.Checkpoint.Modules.Keys.SelectMany(path => path.Contains("{layer}")
                    ? Enumerable.Range(0, frozen.LayerCount).Select(layer => path.Replace("{layer}", $"{layer}"))
                    : [path]);

                var input = new TokenInput(randint(19, [2, 5]), ones([2, 5], ScalarType.Int64));
                var positions = encoder.Positions(input, zeros(2, ScalarType.Int64));
                var x = encoder.Embed(input, positions);
                var mask = encoder.Prepare(input, positions);
                var shape = frozen.KeyValues(0);
                var prefix = new LayerPrefix(randn(1, shape.Heads, 3, shape.HeadSize), randn(1, shape.Heads, 3, shape.HeadSize), Mask: null);
                for (var i = 0; i < frozen.LayerCount; i++) x = encoder.RunLayer(i, x, mask, i == 0 ? null : prefix);
                x = encoder.Finish(x);
                return (frozen.ParameterCount, #Encoder.Description.Presets[0].Parameters, held.Order().ToArray(), mapped.Order().ToArray(), x.shape);
            }
        }
        """;

    [Theory]
    [InlineData("mine.json")]
    [InlineData("prenorm.json")]
    [InlineData("grouped.json")]
    public void Modules_are_those_of_the_map_and_as_large_as_the_schema_counts(string schema)
    {
        var generation = Toys.Generate(schema);
        var name = generation.Result.GeneratedSources.Single().HintName.Replace("Encoder.g.cs", "");
        var compilation = generation.WithSources().AddSyntaxTrees(CSharpSyntaxTree.ParseText(Probe.Replace("#", name), (CSharpParseOptions)generation.Compilation.SyntaxTrees[0].Options));
        using var stream = new MemoryStream();
        Assert.Empty(compilation.Emit(stream).Diagnostics.Where(found => found.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        stream.Position = 0;
        var assembly = new AssemblyLoadContext(schema).LoadFromStream(stream);

        var (counted, exact, held, mapped, shape) =
            ((long, long, string[], string[], long[]))assembly.GetType("Demo.Probe")!.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null)!;

        Assert.Equal(exact, counted);
        Assert.Equal(mapped, held);
        Assert.Equal([2, 5, 8], shape);
    }
}
