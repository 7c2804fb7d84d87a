using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PromptGen.Checkpoints;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

public class SafeTensorsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string path;

    public SafeTensorsFileTests() => path = folder.At("some.safetensors");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0xBF }, ScalarType.Float64, -1.5)]
    [InlineData("F32", new byte[] { 0, 0, 0xC0, 0xBF }, ScalarType.Float32, -1.5)]
    [InlineData("F16", new byte[] { 0, 0xBE }, ScalarType.Float16, -1.5)]
    [InlineData("BF16", new byte[] { 0xC0, 0xBF }, ScalarType.BFloat16, -1.5)]
    [InlineData("I64", new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, ScalarType.Int64, -2)]
    [InlineData("I32", new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, ScalarType.Int32, -2)]
    [InlineData("I16", new byte[] { 0xFE, 0xFF }, ScalarType.Int16, -2)]
    [InlineData("I8", new byte[] { 0xFE }, ScalarType.Int8, -2)]
    [InlineData("U8", new byte[] { 0xFE }, ScalarType.Byte, 254)]
    [InlineData("BOOL", new byte[] { 2 }, ScalarType.Bool, 1)]
    public void Reads_every_type_that_libtorch_has_at_any_alignment(string type, byte[] bytes, ScalarType expected, double value)
    {
        for (var padding = 0; padding < 8; padding++)
        {
            var header = $$$"""{"x":{"dtype":"{{{type}}}","shape":[1,1],"data_offsets":[0,{{{bytes.Length}}}]}}""" + new string(' ', padding);
            File.WriteAllBytes(path, SafeTensorsBytes.Of(header, bytes));
            using var file = SafeTensorsFile.Open(path);
            using var x = file.Read("x");
            Assert.Equal(expected, x.dtype);
            Assert.Equal([1, 1], x.shape);
            Assert.Equal(value, x.to(ScalarType.Float64).item<double>());
        }
    }

    [Fact]
    public void Tensors_lie_in_the_mapped_file()
    {
        using var file = SafeTensorsFile.Open(Path.Combine(Repository.Fixture("bert_seq_cls"), "model.safetensors"));
        var floats = file.Tensors.Where(tensor => tensor.Type == "F32").ToList();
        using var first = file.Read(floats[0].Name);
        foreach (var tensor in floats)
        {
            using var read = file.Read(tensor.Name);
            Assert.Equal(tensor.Begin - floats[0].Begin, Distance(first, read));
        }
    }

    [Fact]
    public void What_is_written_into_a_tensor_does_not_reach_the_file()
    {
        Write(("x", arange(4, dtype: ScalarType.Float32)));
        var before = File.ReadAllBytes(path);
        using var file = SafeTensorsFile.Open(path);
        using var x = file.Read("x");
        x.fill_(7);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void Tensors_outlive_the_file_and_a_dispose_scope_leaves_the_file_open()
    {
        Write(("x", arange(4, dtype: ScalarType.Float32)), ("y", ones(2)));
        Tensor x;
        using (var file = SafeTensorsFile.Open(path))
        {
            using (NewDisposeScope()) file.Read("y");
            x = file.Read("x");
        }
        Assert.Equal([0f, 1f, 2f, 3f], x.data<float>().ToArray());
    }

    [Fact]
    public void A_single_number_and_an_empty_tensor_are_read()
    {
        Write(("one", tensor(3f)), ("none", zeros(2, 0)), ("last", ones(1)));
        using var file = SafeTensorsFile.Open(path);
        Assert.Equal(3, file.Read("one").item<float>());
        Assert.Equal([2, 0], file.Read("none").shape);
        Assert.Equal(1, file.Read("last").item<float>());
    }

    [Fact]
    public void An_empty_tensor_may_have_a_huge_axis()
    {
        File.WriteAllBytes(path, SafeTensorsBytes.Of("""{"x":{"dtype":"F32","shape":[1152921504606846976,0],"data_offsets":[0,0]}}"""));
        using var file = SafeTensorsFile.Open(path);
        Assert.Equal([1152921504606846976, 0], file.Read("x").shape);
    }

    [Fact]
    public void A_type_that_libtorch_lacks_matters_only_where_it_is_read()
    {
        File.WriteAllBytes(path, SafeTensorsBytes.Of(
            """{"odd":{"dtype":"F6_E3M2","shape":[4],"data_offsets":[0,3]},"x":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}""", 1, 2, 3, 4));
        using var file = SafeTensorsFile.Open(path);
        Assert.Equal(4, file.Read("x").item<byte>());
        var error = Assert.Throws<CheckpointException>(() => file.Read("odd"));
        Assert.Equal($"{path}: 'odd' is F6_E3M2 [4]; expected F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL.", error.Message);
    }

    [Fact]
    public void A_name_that_is_not_there_is_an_error_that_shows_some_that_are()
    {
        Write(("a", ones(1)), ("b", ones(1)), ("c", ones(1)), ("d", ones(1)), ("e", ones(1)));
        using var file = SafeTensorsFile.Open(path);
        var error = Assert.Throws<CheckpointException>(() => file.Read("f"));
        Assert.Equal($"{path}: has no tensor 'f'; it has 'a', 'b', 'c' and 2 more.", error.Message);
    }

    private void Write(params (string Name, Tensor Tensor)[] tensors) => SafeTensorsWriter.Write(path, tensors);

    private static long Distance(Tensor from, Tensor to) =>
        Unsafe.ByteOffset(ref MemoryMarshal.GetReference(from.bytes), ref MemoryMarshal.GetReference(to.bytes));
}
