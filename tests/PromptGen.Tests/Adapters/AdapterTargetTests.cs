using PromptGen.Adapters;
using PromptGen.Adapters.Peft;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tests.Build;

namespace PromptGen.Tests.Adapters;

/// <summary>An adapter goes into a new folder or over an earlier one, and nothing else that lies in a folder is lost.</summary>
public sealed class AdapterTargetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Frozen<BertEncoder> bert = PeftFixture.Bert("bert_seq_cls");

    private string Target => folder.File("adapter");

    public void Dispose()
    {
        bert.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("notes.txt", "holds files that are no adapter of PromptGen (notes.txt)")]
    [InlineData("model.safetensors", "is a checkpoint (model.safetensors)")]
    [InlineData("config.json", "is a checkpoint (config.json)")]
    [InlineData("pytorch_model.bin", "is a checkpoint (pytorch_model.bin)")]
    [InlineData("adapter_model.bin", "holds files that are no adapter of PromptGen (adapter_model.bin)")]
    [InlineData(".git/HEAD", "holds files that are no adapter of PromptGen (.git)")]
    [InlineData("data/train.jsonl", "holds files that are no adapter of PromptGen (data)")]
    [InlineData("run.json/x", "holds files that are no adapter of PromptGen (run.json)")]
    public void A_folder_with_anything_else_is_refused_and_left_alone(string name, string why)
    {
        Write();
        var foreign = Path.Combine(Target, name);
        Directory.CreateDirectory(Path.GetDirectoryName(foreign)!);
        File.WriteAllText(foreign, "a user's");
        var before = Contents(Target);
        foreach (var refused in new[] { Assert.Throws<AdapterException>(() => AdapterFolder.CheckTarget(Target)), Assert.Throws<AdapterException>(Write) })
            Assert.Equal($"{Target}: {why}; choose another folder, nothing was changed.", refused.Message);
        Assert.Equal(before, Contents(Target));
    }

    [Theory]
    [InlineData("promptgen.json", "{\"name\": \"a tool of that name\"}")]
    [InlineData("promptgen.json", "half a ca")]
    [InlineData("adapter_config.json", "{\"peft_type\": \"LORA\"}")]
    [InlineData("adapter_model.safetensors", "weights")]
    public void Files_of_these_names_that_are_no_adapter_of_PromptGen_are_left_alone(string name, string text)
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, name), text);
        Assert.Contains($"({name}); choose another folder", Assert.Throws<AdapterException>(Write).Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Path.Combine(Target, name)));
    }

    [Fact]
    public void An_earlier_adapter_is_replaced_in_its_folder_which_may_be_a_link()
    {
        if (OperatingSystem.IsWindows()) return;
        var real = Directory.CreateDirectory(folder.File("real")).FullName;
        Directory.CreateSymbolicLink(Target, real);
        Write();
        File.WriteAllText(Path.Combine(real, "run.json"), "{}");
        Write();
        Assert.Equal(real, new DirectoryInfo(Target).LinkTarget);
        Assert.Equal(["adapter_config.json", "adapter_model.safetensors", "promptgen.json", "run.json"], Directory.GetFileSystemEntries(real).Select(Path.GetFileName).Order());
        AdapterFolder.Read(Target).Dispose();
    }

    [Fact]
    public void What_a_kill_left_of_an_adapter_is_read_and_written_over()
    {
        Write();
        var saved = Directory.CreateDirectory(Path.Combine(Target, ".promptgen-saved")).FullName;
        foreach (var name in new[] { "promptgen.json", "adapter_config.json" }) File.Move(Path.Combine(Target, name), Path.Combine(saved, name));
        Assert.True(AdapterFolder.IsAdapter(Target));
        using (var adapter = AdapterFolder.Read(Target)) Assert.Equal(["a", "b", "c"], adapter.Card.Labels);
        AdapterFolder.CheckTarget(Target);
        Write();
        Assert.Equal(3, Directory.GetFileSystemEntries(Target).Length);
    }

    [Fact]
    public void A_place_within_a_file_is_refused_early()
    {
        var file = folder.File("file");
        File.WriteAllText(file, "");
        Assert.Equal($"{file}/x/y: cannot be written, as {file} is a file; choose another folder.", Assert.Throws<AdapterException>(() => AdapterFolder.CheckTarget($"{file}/x/y")).Message);
        Assert.StartsWith($"{file}: is a file", Assert.Throws<AdapterException>(() => PeftFolder.CheckTarget(file)).Message, StringComparison.Ordinal);
    }

    /// <summary>Six gigabytes that are holes in the file, under a name that no head has.</summary>
    [Fact]
    public void A_large_tensor_that_nobody_asks_for_costs_nothing()
    {
        if (OperatingSystem.IsWindows()) return;
        Write();
        var path = Path.Combine(Target, "adapter_model.safetensors");
        LargeTensor.Append(path, "not.asked.for", "F16", 3L << 30);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var adapter = AdapterFolder.Read(Target);
        using var model = adapter.ClassifySequences(bert, null).Head;
        Assert.Contains(adapter.Tensors, tensor => tensor.Name == "not.asked.for");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    private void Write()
    {
        using var generator = new TorchSharp.torch.Generator(1);
        var model = bert.Prompt(OwnAdapter.Prefix(bert), new SequenceClassificationHead<BertEncoder>(bert, 3, generator: generator)).Evaluated();
        AdapterFolder.Write(Target, model, OwnAdapter.Card(bert, model.Prefix, model.Head.Form, "a", "b", "c"), "base");
    }

    private static string[] Contents(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file}: {Convert.ToHexString(File.ReadAllBytes(file))}")];
}
