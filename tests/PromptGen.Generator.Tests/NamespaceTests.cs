namespace PromptGen.Generator.Tests;

/// <summary>The namespace of generated code, and the way to it without a project.</summary>
public class NamespaceTests
{
    [Theory]
    [InlineData("My.Own", "Root", "namespace My.Own;")]
    [InlineData("", "Root.Space", "namespace Root.Space;")]
    [InlineData("", "", "namespace Demo;")]
    [InlineData("", "my-app.1x.class", "namespace my_app._1x.@class;")]
    public void Is_the_first_that_is_given_made_legal(string own, string root, string expected)
    {
        var generation = Generation.Of(
            [Generation.Schema("bert.json", Toys.Read("bert.json").Text)],
            ("build_property.PromptGenNamespace", own), ("build_property.RootNamespace", root));

        Assert.Contains($"\n{expected}\n", generation.Text());
        Assert.Empty(generation.WithSources().GetDiagnostics().Where(found => found.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
    }

    [Fact]
    public void Without_a_project_the_same_schemas_give_the_same_files_and_diagnostics()
    {
        var bert = Toys.Read("bert.json");
        var (path, text) = Toys.Read("mine.json");
        var wrong = text.Replace("\"Mine\"", "\"Wrong\"").Replace("1432", "1433");
        var generation = Generation.Of([Generation.Schema(path, text), Generation.Schema("wrong.json", wrong), Generation.Schema(bert.Path, bert.Text, "base")]);

        var sources = EncoderSources.From([new(path, text), new("wrong.json", wrong)], [new(bert.Path, bert.Text)], "Demo");

        Assert.Equal(generation.Text(), Assert.Single(sources.Files).Value);
        Assert.Equal(generation.Findings, sources.Diagnostics.Select(Generation.Printed));
        Assert.Single(sources.Diagnostics);
    }
}
