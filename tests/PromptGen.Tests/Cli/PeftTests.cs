namespace PromptGen.Tests.Cli;

/// <summary>Adapters to PEFT and from it, and checks that are forced, from the command line.</summary>
public sealed class PeftTests : IDisposable
{
    private readonly SmallTask task = new();

    private string Adapter => task.InFolder("adapter");

    private string Exported => task.InFolder("exported");

    public void Dispose() => task.Dispose();

    [Fact]
    public void An_adapter_is_exported_inspected_and_used()
    {
        Train();
        var export = CalledCommand.Run("export", Adapter, "--format", "peft", "--model", task.Model, "--output", Exported);
        Assert.True(export.Status == 0, export.Error);
        Assert.Contains($"written     {Exported}", export.Output, StringComparison.Ordinal);
        Assert.Contains("lost        PEFT has no place for the label names bad, good", export.Output, StringComparison.Ordinal);
        Assert.Contains("lost        PEFT has no place for how it was trained", export.Output, StringComparison.Ordinal);

        var inspect = CalledCommand.Run("inspect", Exported);
        Assert.True(inspect.Status == 0, inspect.Error);
        Assert.Contains("labels      LABEL_0, LABEL_1", inspect.Output, StringComparison.Ordinal);
        Assert.Contains("5 slots in all 3 layers", inspect.Output, StringComparison.Ordinal);
        Assert.Contains("base model  unknown", inspect.Output, StringComparison.Ordinal);

        string[] texts = ["--text", "fine w1", "--text", "poor w5"];
        var own = CalledCommand.Run(["predict", "--model", task.Model, "--adapter", Adapter, .. texts]);
        var peft = CalledCommand.Run(["predict", "--model", task.Model, "--adapter", Exported, .. texts]);
        Assert.True(peft.Status == 0, peft.Error);
        Assert.Equal(own.Output.Replace("bad", "LABEL_0", StringComparison.Ordinal).Replace("good", "LABEL_1", StringComparison.Ordinal), peft.Output);
        Assert.Contains("note        the adapter does not say with which base model", peft.Error, StringComparison.Ordinal);

        var again = CalledCommand.Run("export", Adapter, "--format", "peft", "--model", task.Model, "--output", Exported);
        Assert.Equal(1, again.Status);
        Assert.Contains("); choose another folder, nothing was changed.", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_PEFT_cannot_hold_is_said_at_training_and_refused_at_export()
    {
        var train = CalledCommand.Run(task.TrainArguments(Adapter, "--epochs", "1", "--prefix-depth", "last-2"));
        Assert.Contains("note        PEFT cannot open this adapter: it prompts the layers 1, 2, and PEFT prompts all 3", train.Output, StringComparison.Ordinal);
        Assert.Equal(["adapter_model.safetensors", "promptgen.json", "report.html", "run.json"], Directory.GetFiles(Adapter).Select(Path.GetFileName).Order());
        var export = CalledCommand.Run("export", Adapter, "--format", "peft", "--model", task.Model, "--output", Exported);
        Assert.Equal(1, export.Status);
        Assert.Contains("cannot be written for PEFT: it prompts the layers 1, 2, and PEFT prompts all 3", export.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Exported));
    }

    [Fact]
    public void A_check_is_forced_by_its_name_and_said()
    {
        Train();
        var weights = Path.Combine(task.Model, "model.safetensors");
        var bytes = File.ReadAllBytes(weights);
        bytes[bytes.Length / 2] ^= 1; // inside the layers
        File.WriteAllBytes(weights, bytes);
        string[] predict = ["predict", "--model", task.Model, "--adapter", Adapter, "--text", "fine"];

        var other = CalledCommand.Run([.. predict, "--force", "tokenizer", "--force", "depth"]);
        Assert.Equal(1, other.Status);
        Assert.Contains("another base model", other.Error, StringComparison.Ordinal);
        Assert.Contains("['base-model']", other.Error, StringComparison.Ordinal);

        var forced = CalledCommand.Run([.. predict, "--force", "base-model"]);
        Assert.True(forced.Status == 0, forced.Error);
        Assert.Contains("note        forced 'base-model': the adapter was trained with another base model", forced.Error, StringComparison.Ordinal);

        var all = CalledCommand.Run([.. predict, "--force", "all"]);
        Assert.Equal(2, all.Status);
        Assert.Contains("--force all: is no check; the checks are base-model, tokenizer, depth, positions, head", all.Error, StringComparison.Ordinal);
    }

    private void Train()
    {
        var result = CalledCommand.Run(task.TrainArguments(Adapter, "--epochs", "1"));
        Assert.True(result.Status == 0, result.Error);
    }
}
