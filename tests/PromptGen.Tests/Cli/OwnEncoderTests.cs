using PromptGen.Tests.Build;

namespace PromptGen.Tests.Cli;

/// <summary>Encoders that users bring, as a schema or in an assembly.</summary>
public sealed class OwnEncoderTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public void A_schema_is_all_that_training_and_predicting_over_another_model_need()
    {
        var known = task.InFolder("known");
        Assert.Equal(0, CommandLine.Run(task.TrainArguments(known, "--epochs", "2")).Status);

        var schema = Write("mine.json", """{ "extends": "bert.json", "architecture": "Mine", "modelType": ["mine"], "summary": "BERT by another name." }""");
        var config = Path.Combine(task.Model, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"bert\"", "\"mine\"", StringComparison.Ordinal));
        var own = task.InFolder("own");
        var without = CalledCommand.Run(task.TrainArguments(own, "--epochs", "2"));
        Assert.Equal(1, without.Status);
        Assert.Contains("'model_type' is 'mine'; there are encoders for ", without.Error, StringComparison.Ordinal);

        var recipe = Write("recipe.json", """{ "model": "model", "train": "train.txt", "dev": "dev.txt", "prefixLength": 5, "batchSize": 8, "learningRate": 0.03, "schema": "mine.json" }""");
        var (status, trained, error) = CommandLine.Run("train", recipe, "--epochs", "2", "--output", own);
        Assert.True(status == 0, error);
        Assert.Contains("encoder     Mine, ", trained, StringComparison.Ordinal);
        Assert.Contains($"--schema {schema} --text", trained, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(known, "adapter_model.safetensors")), File.ReadAllBytes(Path.Combine(own, "adapter_model.safetensors")));

        Assert.Contains("\"label\"", Run("predict", "--model", task.Model, "--adapter", own, "--schema", schema, "--text", "fine w1"), StringComparison.Ordinal);
        Assert.Contains("accuracy", Run("evaluate", "--model", task.Model, "--adapter", own, "--schema", schema, "--data", task.Test), StringComparison.Ordinal);
        Assert.Contains("Mine: ", Run("inspect", task.Model, "--schema", schema), StringComparison.Ordinal);
    }

    [Fact]
    public void Assemblies_are_loaded_and_what_is_none_or_has_no_encoder_is_refused()
    {
        var runtime = Path.GetDirectoryName(BuiltProgram.Path("src", "PromptGen.Cli"))!;
        Run("inspect", task.Model, "--backbones", Path.Combine(runtime, "PromptGen.Backbones.dll"));
        Fails($"--backbones {Path.Combine(runtime, "PromptGen.dll")}: provides no encoder", Path.Combine(runtime, "PromptGen.dll"));
        Fails($"--backbones {task.Train}: is no .NET assembly; expected that of a project with", task.Train);
        Fails($"--backbones {task.InFolder("none.dll")}: cannot be read (there is no such file); expected a .NET assembly.", task.InFolder("none.dll"));

        void Fails(string expected, string assembly)
        {
            var result = CalledCommand.Run("inspect", task.Model, "--backbones", assembly);
            Assert.Equal(1, result.Status);
            Assert.StartsWith($"promptgen: {expected}", result.Error, StringComparison.Ordinal);
        }
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(task.InFolder(name), text);
        return task.InFolder(name);
    }

    private static string Run(params string[] arguments)
    {
        var result = CalledCommand.Run(arguments);
        Assert.True(result.Status == 0, result.Output + result.Error);
        return result.Output;
    }
}
