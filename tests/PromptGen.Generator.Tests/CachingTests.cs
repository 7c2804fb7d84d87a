using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PromptGen.Generator.Tests;

/// <summary>What changes is regenerated, and nothing else.</summary>
public class CachingTests
{
    private static readonly Generation.AdditionalFile Bert = Emitted("bert.json");
    private static readonly Generation.AdditionalFile Roberta = Emitted("roberta.json");
    private static readonly Generation.AdditionalFile Prenorm = Emitted("prenorm.json");

    private static Generation.AdditionalFile Emitted(string name) => Generation.Schema(name, Toys.Read(name).Text);

    [Fact]
    public void Another_compilation_regenerates_nothing()
    {
        var after = Generation.Of([Bert, Roberta, Prenorm]).After(compilation: Generation.Compile("class Changed { int field; }"));

        AssertAll(after, "Files", IncrementalStepRunReason.Cached);
        AssertAll(after, "Findings", IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void An_additional_file_that_is_no_schema_regenerates_nothing()
    {
        var notes = new Generation.AdditionalFile("notes.txt", "one", role: null);
        var after = Generation.Of([Bert, notes]).After(notes, new Generation.AdditionalFile("notes.txt", "two", role: null));

        AssertAll(after, "Files", IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_changed_schema_regenerates_itself_and_what_extends_it()
    {
        var changed = Generation.Schema(Bert.Path, Toys.Read("bert.json").Text.Replace("\"default\": 0.1", "\"default\": 0.2"));
        var after = Generation.Of([Bert, Roberta, Prenorm]).After(Bert, changed);

        Assert.Equal(["Bert", "Roberta"], Regenerated(after));
        Assert.Contains("HiddenDropout { get; init; } = 0.2;", after.Text("RobertaEncoder.g.cs"));
    }

    [Fact]
    public void A_changed_extension_regenerates_itself_alone()
    {
        var changed = Generation.Schema(Roberta.Path, Toys.Read("roberta.json").Text.Replace("1e-5", "1e-6"));
        var after = Generation.Of([Bert, Roberta, Prenorm]).After(Roberta, changed);

        Assert.Equal(["Roberta"], Regenerated(after));
    }

    [Fact]
    public void A_moved_line_regenerates_nothing()
    {
        var after = Generation.Of([Bert, Roberta]).After(Bert, Generation.Schema(Bert.Path, "\n\n" + Toys.Read("bert.json").Text));

        Assert.Contains(after.Step("Checked"), output => output.Reason == IncrementalStepRunReason.Modified);
        AssertAll(after, "Files", IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_new_warning_regenerates_nothing()
    {
        var old = WithSpareRate(" ");
        var generation = Generation.Of([old]);
        Assert.Equal(["prenorm.json(13,14): warning PGEN111: Nothing uses the rate 'spare'; remove it, or refer to it where it belongs"], generation.Findings);
        var after = generation.After(old, WithSpareRate("   "));

        Assert.Equal(["prenorm.json(13,16): warning PGEN111: Nothing uses the rate 'spare'; remove it, or refer to it where it belongs"], after.Findings);
        AssertAll(after, "Files", IncrementalStepRunReason.Cached);

        static Generation.AdditionalFile WithSpareRate(string space) => Generation.Schema("prenorm.json", Toys.Read("prenorm.json").Text.Replace(
            "\"rates\": {", "\"rates\": {" + space + "\"spare\": { \"config\": \"spare\", \"default\": 0 },"));
    }

    [Fact]
    public void No_pipeline_value_holds_a_Roslyn_object()
    {
        var generation = Generation.Of([Bert, Roberta, Prenorm]);

        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var step in EncoderGenerator.Steps)
        {
            Assert.NotEmpty(generation.Step(step));
            foreach (var (value, _) in generation.Step(step)) Visit(value, step);
        }
        Assert.True(seen.Count > 500);

        void Visit(object? value, string path)
        {
            if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum) return;
            if (!value.GetType().IsValueType && !seen.Add(value)) return;
            Assert.False(
                value is ISymbol or SyntaxNode or SyntaxTree or SourceText or Location or Compilation or Diagnostic or AdditionalText or DiagnosticDescriptor,
                $"{path} holds a {value.GetType()}");
            if (value is IEnumerable items and not IDictionary)
                foreach (var item in items) Visit(item, $"{path}[]");
            for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    if (!field.FieldType.IsPointer) Visit(field.GetValue(value), $"{path}.{field.Name}");
        }
    }

    private static void AssertAll(Generation generation, string step, IncrementalStepRunReason reason)
    {
        Assert.NotEmpty(generation.Step(step));
        Assert.All(generation.Step(step), output => Assert.Equal(reason, output.Reason));
    }

    private static IEnumerable<string> Regenerated(Generation generation) => generation.Step("Files")
        .Where(output => output.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New)
        .Select(output => ((Emitting.EmittedSchema)output.Value).File!.Name.Replace("Encoder.g.cs", ""));
}
