using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PromptGen.Checkpoints;
using TorchSharp;
using Xunit;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

public class PickleFileTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.At("pytorch_model.bin");

    public void Dispose() => folder.Dispose();

    [Theory, CombinatorialFormats]
    public void Every_type_and_shape_comes_back(TorchFormat format)
    {
        ScalarType[] types = [ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32,
            ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool];
        List<(string Name, Tensor Tensor)> tensors =
        [
            .. types.Select(type => ($"of.{type}", (arange(12).view(3, 4) - 1).to(type))),
            ("number", tensor(3.5f)), ("none", zeros(2, 0)), ("last", ones(3)),
        ];
        TorchFile.Save(File, tensors, format);

        using var file = WeightsFile.Open(File);
        Assert.Equal(tensors.Select(entry => entry.Name), file.Tensors.Select(tensor => tensor.Name));
        foreach (var (name, tensor) in tensors) AssertSame(tensor, file.Read(name));
    }

    [Theory]
    [InlineData("module")]
    [InlineData("state_dict")]
    [InlineData("model")]
    public void A_state_dictionary_may_lie_within_another(string wrapper)
    {
        TorchFile.Save(File, [("a", ones(2))], TorchFormat.Legacy, wrapper);
        using var file = PickleFile.Open(File);
        Assert.Equal("a", Assert.Single(file.Tensors).Name);
    }

    [Fact]
    public void Tensors_beside_the_wrapped_ones_and_what_training_scripts_save_are_passed_by()
    {
        var writer = new TorchFile();
        var numpy = new Named("numpy", "ndarray");
        var root = new Mapped(
            ("module", TorchFile.State([("a", writer.Tensor(ones(2))), ("extra", null), (7, writer.Tensor(ones(1)))])),
            ("torch_rng_state", writer.Tensor(zeros(5, ScalarType.Byte))),
            ("np_rng_state", new Called(new Named("numpy.core.multiarray", "_reconstruct"), numpy, new Tupled((byte)0), "b")),
            ("device", new Called(new Named("torch", "device"), "cuda", 0)),
            ("names", new Called(new Named("__builtin__", "set"), new List<object?> { "x" })));
        System.IO.File.WriteAllBytes(File, writer.Bytes(root, TorchFormat.Archive));
        using var file = PickleFile.Open(File);
        Assert.Equal("a", Assert.Single(file.Tensors).Name);
    }

    [Theory]
    [InlineData(TorchFormat.Archive)]
    [InlineData(TorchFormat.DeflatedArchive)]
    [InlineData(TorchFormat.Legacy)]
    public void Views_of_one_storage_share_its_memory(TorchFormat format)
    {
        var writer = new TorchFile();
        var storage = writer.Storage(arange(12, dtype: ScalarType.Float32));
        var parameter = new Named("torch._utils", "_rebuild_parameter");
        var old = new Named("torch._utils", "_rebuild_tensor");
        var root = TorchFile.State([
            ("all", TorchFile.View(storage, 0, [3, 4], [4, 1])),
            ("tied", new Called(parameter, TorchFile.View(storage, 0, [3, 4], [4, 1]), true, new Called(new Named("collections", "OrderedDict")))),
            ("rest", new Called(old, storage, 4L, TorchFile.Numbers([8]), TorchFile.Numbers([1]))),
            ("turned", TorchFile.View(storage, 0, [4, 3], [1, 4])),
            ("column", TorchFile.View(storage, 1, [3], [4]))]);
        System.IO.File.WriteAllBytes(File, writer.Bytes(root, format));

        Tensor all, tied, rest;
        using (var file = PickleFile.Open(File))
        {
            (all, tied, rest) = (file.Read("all"), file.Read("tied"), file.Read("rest"));
            AssertSame(all.t().contiguous(), file.Read("turned"));
            Assert.Equal([1f, 5, 9], file.Read("column").data<float>().ToArray());
        }
        var before = System.IO.File.ReadAllBytes(File);
        tied.fill_(7);
        Assert.Equal(7 * 12, all.sum().item<float>());
        Assert.Equal(7 * 8, rest.sum().item<float>());
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Aligned_storages_of_an_archive_are_mapped()
    {
        Tensor a = arange(1000, dtype: ScalarType.Float32), b = full(50, -3f);
        TorchFile.Save(File, [("a", a), ("b", b)], TorchFormat.Archive);
        var bytes = System.IO.File.ReadAllBytes(File).AsSpan();
        using var file = PickleFile.Open(File);
        // Views of one mapping lie as far apart as in the file; copies would not.
        Assert.Equal(
            bytes.IndexOf(b.bytes) - bytes.IndexOf(a.bytes),
            Unsafe.ByteOffset(ref MemoryMarshal.GetReference(file.Read("a").bytes), ref MemoryMarshal.GetReference(file.Read("b").bytes)));
    }

    [Fact]
    public void A_storage_without_a_type_takes_the_tensors()
    {
        var writer = new TorchFile();
        var storage = writer.Storage(tensor(BitConverter.GetBytes(1.5f).Concat(BitConverter.GetBytes(-2f)).ToArray()), "UntypedStorage");
        var typed = new Called(new Named("torch._utils", "_rebuild_tensor_v3"), storage, 1L, TorchFile.Numbers([1]), TorchFile.Numbers([1]), false,
            new Called(new Named("collections", "OrderedDict")), new Named("torch", "float32"));
        System.IO.File.WriteAllBytes(File, writer.Bytes(TorchFile.State([("x", typed)]), TorchFormat.Archive));
        using var file = PickleFile.Open(File);
        Assert.Equal(-2, file.Read("x").item<float>());
    }

    /// <summary>Numbers by Python's pickle and struct, outside this project.</summary>
    [SharedFact("models/rxnmapper-albert-mlm/pytorch_model.bin")]
    public void A_real_file_of_2019_is_read()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var file = CheckpointFolder.OpenWeights(SharedFolder.At("models", "rxnmapper-albert-mlm"));
        var opened = watch.Elapsed;
        var sum = file.Tensors.Sum(tensor => file.Read(tensor.Name).numel());
        output.WriteLine($"opened in {opened.TotalMilliseconds:0.0} ms, all read after {watch.Elapsed.TotalMilliseconds:0.0} ms");

        Assert.Equal(32, file.Tensors.Count);
        Assert.Equal(877_598, sum);
        Assert.All(file.Tensors, tensor => Assert.Equal("F32", tensor.Type));
        AssertTensor("albert.embeddings.word_embeddings.weight", [591, 128], -0.032156, 0.128782, -0.14287716f);
        AssertTensor("albert.encoder.embedding_hidden_mapping_in.weight", [256, 128], 0.000152, 0.089675, 0.013096756f);
        AssertTensor("albert.encoder.albert_layer_groups.0.albert_layers.0.ffn.weight", [512, 256], 0.000013, 0.083434, -0.17372558f);
        AssertTensor("albert.encoder.albert_layer_groups.0.albert_layers.0.full_layer_layer_norm.weight", [256], 0.807512, 0.057884, 0.78353935f);
        AssertTensor("albert.pooler.weight", [256, 256], -0.000025, 0.019992, 8.24784e-05f);
        AssertTensor("predictions.decoder.bias", [591], -8.933477, 5.264101, -9.720743f);
        Assert.True(file.Read("predictions.decoder.weight").eq(file.Read("albert.embeddings.word_embeddings.weight")).all().item<bool>());

        void AssertTensor(string name, long[] shape, double mean, double deviation, float first)
        {
            var x = file.Read(name);
            Assert.Equal(shape, x.shape);
            Assert.Equal(first, x.view(-1)[0].item<float>());
            var wide = x.to(ScalarType.Float64);
            Assert.Equal(mean, wide.mean().item<double>(), 1e-6);
            Assert.Equal(deviation, wide.std(unbiased: false).item<double>(), 1e-6);
        }
    }

    private static void AssertSame(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.shape, actual.shape);
        if (expected.numel() > 0) Assert.Equal(expected.bytes.ToArray(), actual.bytes.ToArray());
    }

    private sealed class CombinatorialFormatsAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo method) => Enum.GetValues<TorchFormat>().Select(format => new object[] { format });
    }
}
