using Microsoft.CodeAnalysis;
using PromptGen.Generator.Emitting;

namespace PromptGen.Generator.Tests.Cases;

/// <summary>Projects whose own names are those that generated code uses: the encoder compiles in each, or a diagnostic names the clash.</summary>
public class Case09GeneratedCodeMeetsTheUsersNamesTests
{
    private const string Mine = """
        {
          "extends": "bert.json", "architecture": "Mine", "modelType": ["mine"], "summary": "BERT without segments.",
          "sizes": { "tokenTypeCount": null }, "embeddings": { "tables": { "tokenType": null } }, "checkpoint": { "roots": ["mine"] }
        }
        """;

    [Theory]
    [InlineData("Acme.Embedding", "")]
    [InlineData("Linear", "")]
    [InlineData("Acme.Activation", "")]
    [InlineData("Acme.Weights", "")]
    [InlineData("Acme.Tensor", "")]
    [InlineData("X.TorchSharp", "")]
    [InlineData("X.System", "")]
    [InlineData("X.PromptGen.Attention", "namespace X.PromptGen.Encoders { class Weights; }")]
    [InlineData("Acme", "namespace Acme { class Linear; class Dropout; class Tensor; class Weights; class Module; }")]
    [InlineData("Acme", "namespace Acme { class torch; class nn; class functional; class TorchSharp; class System; class PromptGen; class zeros_like; class ones_like; }")]
    [InlineData("Acme", "namespace Acme { interface Encoder; enum Embedding; delegate void LayerNorm(); struct Activation; class List<T>; class IReadOnlyList<T>; class Frozen<T>; }")]
    [InlineData("Acme", "namespace Acme.Embedding { class A; } namespace Acme.Tensor { class B; } namespace Acme.System.Collections.Generic { class C; }")]
    [InlineData("Acme", "global using Linear = System.String; global using Tensor = System.Int32; global using Module = System.Object; global using PromptGen = System.Math;")]
    [InlineData("Acme", "class Tensor; class Linear; class Module; class Encoder; class torch; class AttentionMask;")]
    [InlineData("Acme", "namespace Acme { class Mine; class Attention; class Model; class Encoder; class Layer; class Config; }")]
    [InlineData("Acme", "namespace Acme { static class Sums { public static string Plus(this TorchSharp.torch.Tensor x, TorchSharp.torch.Tensor y) => \"\"; } }")]
    [InlineData("Acme", "namespace Acme { class PresetSizesAttribute : System.Attribute; class ProvidesEncoder : System.Attribute; class CheckpointException : System.Exception; }")]
    [InlineData("PromptGen.Attention", "")]
    [InlineData("TorchSharp.Modules", "")]
    public void A_hostile_project_builds(string ns, string source)
    {
        var generation = Run(source, ns, Mine);

        Assert.Empty(generation.Findings);
        AssertCompiles(generation);
        AssertPlain(generation);
    }

    /// <summary>Every name that generated code uses, in the namespace where it stands, for every schema: a name that is missed does not compile.</summary>
    [Theory]
    [InlineData("class")]
    [InlineData("namespace")]
    public void Every_name_may_be_the_projects(string kind)
    {
        var names = UsedNames.Types.Keys.Concat(UsedNames.Functions.Keys).Distinct().ToList();
        var source = string.Join("\n", names.Select(name => kind == "class" ? $"class {name} {{ }}" : $"namespace {name} {{ class A; }}"))
            + "\nstatic class Extensions { public static string Plus(this TorchSharp.torch.Tensor x, object y) => \"\"; public static string IfAny(this object? x, object y) => \"\"; }";
        var generation = Generation.In(
            Generation.Compile($"namespace Demo {{ {source} }}"),
            [.. Toys.Published.Concat(Toys.Own.Where(name => name != "mine.json")).Select(Toys.Read).Select(schema => Generation.Schema(schema.Path, schema.Text))]);

        Assert.Empty(generation.Findings);
        AssertCompiles(generation);
        AssertPlain(generation);
    }

    [Fact]
    public void A_project_with_other_names_gets_the_names_alone()
    {
        var generation = Run("namespace Acme { class Own; }", "Acme", Mine);

        Assert.DoesNotContain("::", Code(generation), StringComparison.Ordinal);
        Assert.Contains("internal Tensor Forward(Tensor x, AttentionMask mask, LayerPrefix? prefix)", Code(generation), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_hidden_is_written_in_full()
    {
        var generation = Run("namespace Acme { class Linear; }", "Acme", Mine);

        Assert.Contains("    private readonly TorchSharp::Modules.Linear query, key, value, output;\n", Code(generation), StringComparison.Ordinal);
        Assert.Contains("using TorchSharp = global::TorchSharp;\n", generation.Text(), StringComparison.Ordinal);
        Assert.Contains("internal Tensor Forward(Tensor x, AttentionMask mask, LayerPrefix? prefix)", Code(generation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Acme", "namespace Acme { class MineEncoder; }", "Acme.MineEncoder', which is a type")]
    [InlineData("Acme", "namespace Acme { record MineConfig; }", "Acme.MineConfig', which is a type")]
    [InlineData("Acme", "namespace Acme.MineLayer { class A; }", "Acme.MineLayer', which is a namespace")]
    [InlineData("Acme.Tool", "namespace Acme { class Tool; }", "Acme.Tool', which is a type")]
    [InlineData("Mine", "class Mine;", "Mine', which is a type")]
    public void A_name_that_both_must_have_is_an_error_at_the_schema(string ns, string source, string clash)
    {
        var generation = Run(source, ns, Mine);

        Assert.Equal(
            [$"mine.json(2,43): error PGEN406: The generated code needs the name '{clash} of this project; rename one of them, or set the property PromptGenNamespace to another namespace"],
            generation.Findings);
        Assert.Empty(generation.Result.GeneratedSources);
        Assert.Empty(Run(source, "Other.Place", Mine).Findings);
    }

    [Fact]
    public void A_generic_type_of_the_same_name_is_another()
    {
        var generation = Run("namespace Acme { class MineEncoder<T>; }", "Acme", Mine);

        Assert.Empty(generation.Findings);
        AssertCompiles(generation);
    }

    private static Generation Run(string source, string ns, string schema) => Generation.In(
        Generation.Compile(source),
        [Generation.Schema("mine.json", schema), Generation.Schema("bert.json", Toys.Read("bert.json").Text, "base")],
        ("build_property.RootNamespace", ns));

    // A warning that lower-case names draw is the project's own.
    private static void AssertCompiles(Generation generation) => Assert.Empty(generation.WithSources().GetDiagnostics()
        .Where(found => found.Severity >= DiagnosticSeverity.Warning && found.Location.SourceTree?.FilePath != "Unrelated.cs").Select(Generation.Printed));

    private static void AssertPlain(Generation generation) =>
        Assert.All(generation.Result.GeneratedSources, source => Assert.DoesNotContain("global::", Code(source.SourceText.ToString()), StringComparison.Ordinal));

    private static string Code(Generation generation) => Code(generation.Text());

    // What comes after the head of the file.
    private static string Code(string text) => text[text.IndexOf("\n// Shapes: ", StringComparison.Ordinal)..];
}
