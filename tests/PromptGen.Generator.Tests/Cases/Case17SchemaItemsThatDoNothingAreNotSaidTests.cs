namespace PromptGen.Generator.Tests.Cases;

/// <summary>An item that gives no encoder, though its author wants one, is said. Projects of other languages are in the tests of builds.</summary>
public class Case17SchemaItemsThatDoNothingAreNotSaidTests
{
    private const string Mine = """{ "extends": "bert.json", "architecture": "Mine", "modelType": ["mine"], "summary": "BERT again." }""";

    [Theory]
    [InlineData("extend", "use 'emit' or 'base'")]
    [InlineData("emitt", "did you mean 'emit'?")]
    [InlineData("Bases", "did you mean 'base'?")]
    [InlineData("(empty)", "use 'emit' or 'base'")]
    public void A_role_that_does_not_exist_is_an_error_that_names_the_roles(string role, string cure)
    {
        var generation = Run(role);

        Assert.Equal([$"mine.json(1,1): error PGEN007: '{role}' is not a role of a PromptGenSchema item; {cure}"], generation.Findings);
    }

    [Theory]
    [InlineData("Emit", 1)]
    [InlineData("BASE", 0)]
    [InlineData("package", 0)]
    public void Case_counts_for_nothing_in_a_role(string role, int encoders)
    {
        var generation = Run(role);

        Assert.Empty(generation.Findings);
        Assert.Equal(encoders, generation.Result.GeneratedSources.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void A_schema_that_is_an_additional_file_alone_is_said(string? role)
    {
        var generation = Run(role);

        Assert.Equal(
            ["mine.json(1,1): warning PGEN008: This looks like a schema, and is an AdditionalFiles item, which gives no encoder; write <PromptGenSchema Include=\"…\" /> in its place"],
            generation.Findings);
    }

    [Theory]
    [InlineData("stylecop.json", """{ "settings": { "documentationRules": { "companyName": "Acme" } } }""")]
    [InlineData("appsettings.json", """{ "architecture": "x64", "summary": "of a machine" }""")]
    [InlineData("list.json", """["architecture", "modelType", "summary"]""")]
    [InlineData("broken.json", "{ \"architecture\": \"Mine\", \"modelType\": ")]
    [InlineData("notes.txt", Mine)]
    public void Other_additional_files_are_left_alone(string path, string text) =>
        Assert.Empty(Generation.Of([new Generation.AdditionalFile(path, text, role: null)]).Findings);

    private static Generation Run(string? role) =>
        Generation.Of([new Generation.AdditionalFile("mine.json", Mine, role), Generation.Schema("bert.json", Toys.Read("bert.json").Text, "package")]);
}
