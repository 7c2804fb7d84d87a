namespace PromptGen.Tests.Cli;

/// <summary>Options of <c>train</c> in a file.</summary>
public sealed class RecipeTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public void A_recipe_trains_as_its_options_do_and_the_command_line_goes_before_it()
    {
        // From a folder of its own, so that its paths are seen to be relative to it.
        var recipe = Write("recipes/small.json", """
            {
              "description": "The first word says the label.",
              "model": "../model", "train": "../train.txt", "dev": "../dev.txt",
              "prefixLength": 5, "batchSize": 8, "epochs": 7, "learningRate": [0.03], "method": "ptuning", "patience": null, "seed": [3]
            }
            """);
        var (byRecipe, byOptions) = (task.InFolder("by-recipe"), task.InFolder("by-options"));
        Assert.Equal(0, CommandLine.Run("train", recipe, "--epochs", "2", "--output", byRecipe).Status);
        Assert.Equal(0, CommandLine.Run(task.TrainArguments(byOptions, "--epochs", "2", "--seed", "3")).Status);
        Assert.Equal(File.ReadAllBytes(Path.Combine(byOptions, "adapter_model.safetensors")), File.ReadAllBytes(Path.Combine(byRecipe, "adapter_model.safetensors")));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_its_line_and_column()
    {
        var recipe = Write("bad.json", """
            {
              "model": "nowhere",
              "train": 3,
              "epochs": 1.5,
              "learnigRate": [0.01, 0.005],
              "method": "Magic",
              "output": "x",
              "seed": [1, "two"],
              "maxTokens": [1, 2],
              "noHeader": 0,
              "description": 1,
              "prefixLength": 0,
              "yardstick": ["HeadOnly:fast"]
            }
            """);
        var (status, output, error) = CalledCommand.Run("train", recipe);
        Assert.Equal(1, status);
        Assert.Equal("", output);
        Assert.Equal(
        [
            $"{recipe}(2,12): there is no folder {task.InFolder("nowhere")}; paths are relative to the recipe.",
            $"{recipe}(3,12): found the number 3; expected the path of a file.",
            $"{recipe}(4,13): --epochs 1.5: is not a whole number.",
            $"{recipe}(5,3): 'learnigRate' is not an option of train; did you mean 'learningRate'?",
            $"{recipe}(6,13): found the text 'Magic'; expected 'PTuning', 'HeadOnly' or 'FineTuning'.",
            $"{recipe}(7,3): 'output' belongs to one run and not into a recipe; use --output on the command line.",
            $"{recipe}(8,15): found the text 'two'; expected a whole number.",
            $"{recipe}(9,16): found an array; expected a whole number.",
            $"{recipe}(10,15): found the number 0; expected true or false.",
            $"{recipe}(11,18): found the number 1; expected a text.",
            $"{recipe}(12,19): --prefix-length 0: must be at least 1.",
            $"{recipe}(13,16): --yardstick: 'fast' is no learning rate; expected numbers above 0 with a decimal point, several separated by commas, such as "
                + "HeadOnly:0.01,0.03.",
        ], error["promptgen: ".Length..].TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("{\"model\": }", "(1,11): Not JSON: expected a value, found '}'.")]
    [InlineData("[]", "(1,1): found an array; expected an object of options, such as { \"model\": \"...\", \"train\": \"...\" }.")]
    [InlineData("{\"epochs\": 1, \"epochs\": 2}", "(1,15): ")]
    public void A_file_that_is_no_recipe_is_refused(string content, string expected)
    {
        var recipe = Write("no.json", content);
        var (status, _, error) = CalledCommand.Run("train", recipe);
        Assert.Equal(1, status);
        Assert.StartsWith($"promptgen: {recipe}{expected}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_that_is_not_there_is_named()
    {
        var (status, _, error) = CalledCommand.Run("train", task.InFolder("none.json"));
        Assert.Equal(1, status);
        Assert.StartsWith($"promptgen: {task.InFolder("none.json")}: cannot be read", error, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        var path = task.InFolder(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
