namespace PromptGen.Generator.Tests.Cases;

/// <summary>Which of several files an <c>extends</c> means: a path decides, and a name that several have is an error.</summary>
public class Case16ExtendsTakesTheFirstOfTwoTests
{
    [Theory]
    [InlineData("b/child.json", "mine.json", "yours")]
    [InlineData("b/child.json", "./mine.json", "yours")]
    [InlineData("b/child.json", "../a/mine.json", "mine")]
    [InlineData("b/child.json", "../b/mine.json", "yours")]
    [InlineData("b/child.json", "..\\a\\mine.json", "mine")]
    [InlineData("child.json", "a/mine.json", "mine")]
    [InlineData("b/deep/child.json", "../mine.json", "yours")]
    [InlineData("b/child.json", "only.json", "only")]
    [InlineData("b/child.json", "bert.json", "bert")]
    public void A_path_decides(string child, string extends, string root)
    {
        var generation = Run(child, extends);

        Assert.Empty(generation.Findings);
        Assert.Contains($"Roots = [\"{root}\"", generation.Text("ChildEncoder.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b/child.json", "b/mine.json", "did you mean '../a/mine.json' or './mine.json'?")]
    [InlineData("b/child.json", "../a/only.json", "did you mean '../c/only.json'?")]
    [InlineData("child.json", "../shared/schemas/bert.json", "did you mean 'bert.json'?")]
    [InlineData("child.json", "./bert.json", "did you mean 'bert.json'?")]
    [InlineData("child.json", "/project/a/mine.json", "did you mean 'a/mine.json' or 'b/mine.json'?")]
    [InlineData("child.json", "mine.jsn", "did you mean 'mine.json'?")]
    public void A_path_to_nothing_is_an_error_with_the_right_paths(string child, string extends, string cure)
    {
        var generation = Run(child, extends);

        Assert.Equal([$"/project/{child}(1,13): error PGEN004: The base schema '{extends}' is not among the schemas of this project; {cure}"], generation.Findings);
    }

    [Theory]
    [InlineData("c/child.json", "'../a/mine.json' or '../b/mine.json'")]
    [InlineData("child.json", "'a/mine.json' or 'b/mine.json'")]
    public void A_name_that_several_files_have_is_an_error(string child, string paths)
    {
        var generation = Run(child, "mine.json");

        Assert.Equal([$"/project/{child}(1,13): error PGEN006: Several schemas are called 'mine.json'; write the path of the one that is meant: {paths}"], generation.Findings);
    }

    [Theory]
    [InlineData("child.json", "bert.json")]
    [InlineData("deep/er/child.json", "bert.json")]
    [InlineData("deep/er/child.json", "../../bert.json")]
    public void A_file_of_the_project_goes_before_that_of_a_package(string child, string extends)
    {
        var generation = Generation.Of(
        [
            Generation.Schema("/packages/schemas/bert.json", Toys.Read("bert.json").Text, "package"),
            Generation.Schema("/project/bert.json", Toys.Read("bert.json").Text.Replace("\"default\": 512", "\"default\": 99", StringComparison.Ordinal), "base"),
            Generation.Schema("/project/" + child, Child(extends)),
        ]);

        Assert.Empty(generation.Findings);
        Assert.Contains("MaxPositions { get; init; } = 99;", generation.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_two_items_is_one_schema()
    {
        var mine = Generation.Schema("/project/child.json", Child("bert.json"));
        var bert = Toys.Read("bert.json").Text;
        var generation = Generation.Of(
            [mine, Generation.Schema("/project/child.json", Child("bert.json")), Generation.Schema("/project/bert.json", bert, "base"), Generation.Schema("/project/bert.json", bert, "package")]);

        Assert.Empty(generation.Findings);
        Assert.Single(generation.Result.GeneratedSources);
    }

    private static Generation Run(string child, string extends) => Generation.Of(
    [
        Generation.Schema("/packages/schemas/bert.json", Toys.Read("bert.json").Text, "package"),
        Generation.Schema("/project/a/mine.json", Mine("mine"), "base"),
        Generation.Schema("/project/b/mine.json", Mine("yours"), "base"),
        Generation.Schema("/project/c/only.json", Mine("only"), "base"),
        Generation.Schema("/project/" + child, Child(extends)),
    ]);

    private static string Child(string extends) =>
        $$"""{"extends": "{{extends.Replace("\\", "\\\\", StringComparison.Ordinal)}}","architecture":"Child","modelType":["child"],"summary":"x."}""";

    private static string Mine(string root) =>
        $$"""{"extends":"bert.json","architecture":"{{root[..1].ToUpperInvariant()}}{{root[1..]}}","modelType":["{{root}}"],"summary":"x.","checkpoint":{"roots":["{{root}}"]} }""";
}
