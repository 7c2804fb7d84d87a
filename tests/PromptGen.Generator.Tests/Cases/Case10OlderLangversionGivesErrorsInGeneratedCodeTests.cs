using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PromptGen.Generator.Tests.Cases;

/// <summary>A project whose C# is older than what is generated is told so once.</summary>
public class Case10OlderLangversionGivesErrorsInGeneratedCodeTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    [InlineData(LanguageVersion.CSharp9, "9")]
    [InlineData(LanguageVersion.CSharp12, "12")]
    public void One_error_names_what_is_needed_and_what_is_set(LanguageVersion language, string shown)
    {
        var generation = Run(language, ("build_property.MSBuildProjectFullPath", "app/app.csproj"));

        Assert.Equal(
            [
                $"app/app.csproj(1,1): error PGEN407: The generated encoders need C# 13 or later; LangVersion is {shown}; "
                    + "remove LangVersion from the project or from Directory.Build.props, or raise it",
            ],
            generation.Findings);
        Assert.Empty(generation.Result.GeneratedSources);
    }

    [Fact]
    public void Without_an_encoder_nothing_is_said() =>
        Assert.Empty(Generation.In(Generation.Compile("class Unrelated { }", language: LanguageVersion.CSharp9), [Generation.Schema("bert.json", Toys.Read("bert.json").Text, "base")]).Findings);

    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    public void Every_schema_compiles_in_what_is_new_enough(LanguageVersion language)
    {
        var generation = Run(language);

        Assert.Empty(generation.Findings);
        Assert.Empty(generation.WithSources().GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Select(Generation.Printed));
    }

    private static Generation Run(LanguageVersion language, params (string, string)[] properties) => Generation.In(
        Generation.Compile("class Unrelated { }", language: language),
        [.. Toys.Published.Select(Toys.Read).Select(schema => Generation.Schema(schema.Path, schema.Text))],
        properties);
}
