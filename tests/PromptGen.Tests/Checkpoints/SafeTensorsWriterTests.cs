using System.Buffers.Binary;
using PromptGen.Checkpoints;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

public class SafeTensorsWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string path;

    public SafeTensorsWriterTests() => path = folder.At("some.safetensors");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tensors_come_back_in_their_order_with_the_text()
    {
        (string Name, Tensor Tensor)[] written =
        [
            ("z", randn(3, 4)), ("a \"quoted\" ключ", arange(3)), ("", tensor(2.5, ScalarType.Float64)), ("half", randn(3).to(ScalarType.Float16)),
            ("brain", randn(3).to(ScalarType.BFloat16)), ("none", zeros(0, 3)), ("yes", tensor(new[] { true, false, true })),
        ];
        var metadata = new Dictionary<string, string> { ["format"] = "pt", ["note"] = "<é>" };
        SafeTensorsWriter.Write(path, written, metadata);

        using var file = SafeTensorsFile.Open(path);
        // A tensor without bytes may stand on either side of its neighbor.
        Assert.Equal(written.Select(x => x.Name).Where(name => name != "none"), file.Tensors.Select(x => x.Name).Where(name => name != "none"));
        Assert.Equal(metadata, file.Metadata);
        foreach (var (name, tensor) in written)
        {
            var read = file.Read(name);
            Assert.Equal(tensor.dtype, read.dtype);
            Assert.Equal(tensor.shape, read.shape);
            Assert.Equal(tensor.bytes.ToArray(), read.bytes.ToArray());
        }
    }

    [Fact]
    public void The_data_begins_at_a_whole_eight()
    {
        for (var length = 1; length <= 8; length++)
        {
            SafeTensorsWriter.Write(path, [(new string('x', length), ones(1))]);
            Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(File.ReadAllBytes(path)) % 8);
        }
    }

    [Fact]
    public void A_transposed_tensor_is_written_row_by_row()
    {
        SafeTensorsWriter.Write(path, [("x", arange(6).view(2, 3).t())]);
        Assert.Equal([0, 3, 1, 4, 2, 5], SafeTensorsFile.Open(path).Read("x").data<long>().ToArray());
    }

    [Fact]
    public void A_file_may_be_replaced_while_its_tensors_are_in_use()
    {
        SafeTensorsWriter.Write(path, [("x", ones(2))]);
        using var file = SafeTensorsFile.Open(path);
        var x = file.Read("x");
        SafeTensorsWriter.Write(path, [("x", x * 2)]);
        Assert.Equal([1f, 1f], x.data<float>().ToArray());
        Assert.Equal([2f, 2f], SafeTensorsFile.Open(path).Read("x").data<float>().ToArray());
    }

    [Fact]
    public void Nothing_is_left_behind_by_a_failure()
    {
        Directory.CreateDirectory(path); // nothing can be moved over a directory
        Assert.ThrowsAny<Exception>(() => SafeTensorsWriter.Write(path, [("x", ones(2))]));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_the_format_cannot_hold_is_refused_before_anything_is_written()
    {
        SafeTensorsWriter.Write(path, [("x", ones(2))]);
        var before = File.ReadAllBytes(path);
        Refused("The name 'x' is taken", ("x", ones(1)), ("x", ones(1)));
        Refused("The name '__metadata__' is taken", ("__metadata__", ones(1)));
        Refused("The tensor 'x' is ComplexFloat32; expected F64,", ("x", ones(1, ScalarType.ComplexFloat32)));
        Refused("The tensor 'x' has no memory.", ("x", ones(1, device: META)));
        Refused("", ("half a pair: \ud800", ones(1)));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    private void Refused(string expected, params (string, Tensor)[] tensors) =>
        Assert.StartsWith(expected, Assert.ThrowsAny<ArgumentException>(() => SafeTensorsWriter.Write(path, tensors)).Message);
}
