using PromptGen.Adapters;
using PromptGen.Adapters.Peft;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Heads;
using PromptGen.Tests.Build;
using PromptGen.Tests.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;
using TemporaryFolder = PromptGen.Tests.Build.TemporaryFolder;

namespace PromptGen.Tests.Adapters;

/// <summary>Adapters whose tensors are in an <c>adapter_model.bin</c>, as PEFT wrote them before safetensors.</summary>
public sealed class AdapterPickleTests : IDisposable
{
    private const string Pickle = AdapterPickle.Name, SafeTensors = "adapter_model.safetensors";

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, TorchFormat> Every
    {
        get
        {
            var all = new TheoryData<string, TorchFormat>();
            foreach (var name in new[] { "bert_seq_cls", "bert_tok_cls_mlp", "bert_qa", "roberta_seq_cls", "minimal/roberta_features" })
                foreach (var format in new[] { TorchFormat.Legacy, TorchFormat.Archive })
                    all.Add(name, format);
            return all;
        }
    }

    private string Folder => folder.File("adapter");

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Every))]
    public void It_holds_what_the_safetensors_held(string name, TorchFormat format)
    {
        AdapterPickle.Repack(PeftFixture.Copy(name, Folder), format);
        using var sound = AdapterFolder.Read(PeftFixture.At(name));
        using var adapter = AdapterFolder.Read(Folder);
        Assert.Null(adapter.PassedBy);
        Assert.Equal(sound.Card.Head, adapter.Card.Head);
        Assert.Equal(sound.Card.PrefixLength, adapter.Card.PrefixLength);
        Assert.Equal(sound.Tensors.Select(tensor => tensor.Name).Order(), adapter.Tensors.Select(tensor => tensor.Name).Order());
        foreach (var (tensor, _) in sound.Tensors) Assert.Equal(PeftFixture.Numbers(sound.Stored(tensor)), PeftFixture.Numbers(adapter.Stored(tensor)));
    }

    [Theory]
    [InlineData(TorchFormat.Legacy)]
    [InlineData(TorchFormat.Archive)]
    public void PEFTs_recorded_outputs_come_from_it(TorchFormat format)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        AdapterPickle.Repack(PeftFixture.Copy("bert_seq_cls", Folder), format);
        using var bert = PeftFixture.Bert("bert_seq_cls");
        using var io = SafeTensorsFile.Open(Path.Combine(PeftFixture.At("bert_seq_cls"), "io.safetensors"));
        using var adapter = AdapterFolder.Read(Folder);
        PeftFixture.Close(io.Read("logits"), adapter.ClassifySequences(bert, null).Logits(PeftFixture.Input(io, 0)));
    }

    [Theory]
    [InlineData(ScalarType.Float16, TorchFormat.Legacy)]
    [InlineData(ScalarType.Float16, TorchFormat.Archive)]
    [InlineData(ScalarType.BFloat16, TorchFormat.Archive)]
    public void Half_precision_is_widened_without_another_rounding(ScalarType type, TorchFormat format)
    {
        AdapterPickle.Repack(PeftFixture.Copy("bert_seq_cls", Folder), format, type);
        using var sound = AdapterFolder.Read(PeftFixture.At("bert_seq_cls"));
        using var adapter = AdapterFolder.Read(Folder);
        foreach (var (name, _) in sound.Tensors)
        {
            using var rounded = sound.Stored(name).to(type);
            using var wide = rounded.to(ScalarType.Float32);
            Assert.Equal(type, adapter.Stored(name).dtype);
            using var read = adapter.Stored(name).to(ScalarType.Float32);
            Assert.Equal(PeftFixture.Numbers(wide), PeftFixture.Numbers(read));
        }
    }

    [Fact]
    public void Safetensors_win_as_in_PEFT_and_it_is_said()
    {
        AdapterPickle.Repack(PeftFixture.Copy("bert_seq_cls", Folder), TorchFormat.Archive, change: tensor => tensor + 1, keep: true);
        using var bert = PeftFixture.Bert("bert_seq_cls");
        using var sound = AdapterFolder.Read(PeftFixture.At("bert_seq_cls"));
        using var adapter = AdapterFolder.Read(Folder);
        Assert.Equal(Pickle, adapter.PassedBy);
        Assert.Equal(PeftFixture.Numbers(sound.Stored("prompt_embeddings")), PeftFixture.Numbers(adapter.Stored("prompt_embeddings")));
        var checks = new AdapterChecks();
        adapter.ClassifySequences(bert, null, checks);
        Assert.Contains($"{Pickle} was not read: {SafeTensors} is there, which PEFT takes too", checks.Notes);
    }

    [Fact]
    public void A_folder_of_ours_may_hold_one_and_is_exported_with_safetensors()
    {
        using var noGrad = no_grad();
        using var bert = PeftFixture.Bert("bert_seq_cls");
        using var generator = new Generator(1);
        var model = bert.Prompt(OwnAdapter.Prefix(bert), new SequenceClassificationHead<BertEncoder>(bert, 3, generator: generator)).Evaluated();
        AdapterFolder.Write(Folder, model, OwnAdapter.Card(bert, model.Prefix, model.Head.Form, "a", "b", "c"), "base");
        AdapterPickle.Repack(Folder, TorchFormat.Archive);
        using var adapter = AdapterFolder.Read(Folder);
        Assert.Equal(PeftFixture.Numbers(model.Logits(OwnAdapter.Input())), PeftFixture.Numbers(adapter.ClassifySequences(bert, null).Logits(OwnAdapter.Input())));
        PeftFolder.Write(folder.File("exported"), adapter, bert, "base");
        Assert.True(File.Exists(Path.Combine(folder.File("exported"), SafeTensors)));
    }

    [Fact]
    public void A_pickle_that_names_a_function_is_refused_with_the_name()
    {
        File.Delete(Path.Combine(PeftFixture.Copy("bert_seq_cls", Folder), SafeTensors));
        var root = new Mapped(("prompt_embeddings", new Called(new Named("os", "system"), "true")));
        File.WriteAllBytes(Path.Combine(Folder, Pickle), new TorchFile().Bytes(root, TorchFormat.Archive));
        var error = Assert.Throws<AdapterException>(() => AdapterFolder.Read(Folder));
        Assert.StartsWith(Path.Combine(Folder, Pickle), error.Message, StringComparison.Ordinal);
        Assert.Contains("os.system", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_the_configuration_is_named_with_this_file()
    {
        AdapterPickle.Repack(PeftFixture.Copy("bert_seq_cls", Folder), TorchFormat.Archive, change: tensor => tensor.unsqueeze(0));
        Assert.StartsWith($"{Path.Combine(Folder, Pickle)}: 'prompt_embeddings' is [1, 5, 192]", Assert.Throws<AdapterException>(() => AdapterFolder.Read(Folder)).Message, StringComparison.Ordinal);
    }
}
