using PromptGen.Tests.Build;

namespace PromptGen.Tests.Cli;

/// <summary><c>promptgen inspect</c> of what is no adapter; of adapters see <see cref="TrainAndUseTests"/>.</summary>
public sealed class InspectTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_schema_is_drawn_in_a_size_of_its_own()
    {
        var drawn = Run(0, "inspect", Repository.Path("schemas", "bert.json"), "--preset", "bert-large-uncased").Output;
        Assert.StartsWith("Bert (bert-large-uncased): 335,141,888 parameters, all frozen\n", drawn, StringComparison.Ordinal);
        Assert.Matches(@"\n├── layers 0–23, 24 alike +302,309,376\n│   ├── prefix, trained: keys and values \[P, 16, 64\] before those of the tokens\n", drawn);
        Assert.Matches(@"\n│   │   ├── query  \[1024, 1024\]  bias \[1024\] +1,049,600\n", drawn);
        Assert.Contains("A prefix of P slots trains P × 49,152 numbers: 983,040 with P = 20, 0.29 %.", drawn, StringComparison.Ordinal);
        Assert.StartsWith("Bert (bert-base-uncased): ", Run(0, "inspect", Repository.Path("schemas", "bert.json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_is_drawn_in_its_size_and_what_was_loaded_is_said()
    {
        var drawn = Run(0, "inspect", Repository.Path("samples", "models", "promptgen-mini")).Output;
        Assert.StartsWith("Bert (promptgen-mini): 5,388,544 parameters, all frozen\n", drawn, StringComparison.Ordinal);
        Assert.Matches(@"\nloaded      \d+ tensors\n", drawn);
        Assert.Matches(@"\nprefix 20 +40,960 parameters \(0\.75 %\), texts up to 236 tokens\n", drawn);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_with_what_could()
    {
        var schema = folder.File("mine.json");
        File.WriteAllText(schema, """{ "extends": "bert.json", "architecture": "Mine", "modelType": ["mine"], "summary": "BERT by another name." }""");
        Assert.Contains($"{schema}: has no presets, so nothing says how large it is", Run(1, "inspect", schema).Error, StringComparison.Ordinal);
        Assert.Contains("--preset bert-tiny: is none of bert-base-uncased, ", Run(1, "inspect", Repository.Path("schemas", "bert.json"), "--preset", "bert-tiny").Error, StringComparison.Ordinal);
        Assert.Contains("is neither a schema (no file), nor a checkpoint", Run(1, "inspect", folder.Path).Error, StringComparison.Ordinal);
        File.WriteAllText(schema, "{ \"architecture\": 1 }");
        Assert.Contains("mine.json(1,", Run(1, "inspect", schema).Error, StringComparison.Ordinal);
    }

    private static (int Status, string Output, string Error) Run(int expected, params string[] arguments)
    {
        var result = CalledCommand.Run(arguments);
        Assert.True(result.Status == expected, result.Output + result.Error);
        return result;
    }
}
