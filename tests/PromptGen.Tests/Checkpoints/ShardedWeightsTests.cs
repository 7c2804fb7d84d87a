using PromptGen.Checkpoints;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

public class ShardedWeightsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string index;

    public ShardedWeightsTests()
    {
        index = folder.At("model.safetensors.index.json");
        SafeTensorsWriter.Write(folder.At("one.safetensors"), [("a", ones(2)), ("b", ones(3))]);
        SafeTensorsWriter.Write(folder.At("two.safetensors"), [("c", ones(4))]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tensors_of_all_files_are_found_and_read_and_others_are_not()
    {
        File.WriteAllText(index, """{"metadata":{},"weight_map":{"c":"two.safetensors","b":"one.safetensors","a":"one.safetensors"}}""");
        using var weights = WeightsFile.Open(index);
        Assert.Equal(["a", "b", "c"], weights.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([4], weights.Find("c")!.Shape);
        Assert.Equal(3, weights.Read("b").sum().item<float>());
        Assert.Null(weights.Find("d"));
        Assert.Equal($"{index}: has no tensor 'd'; it has 'a', 'b', 'c'.", Assert.Throws<CheckpointException>(() => weights.Read("d")).Message);
    }

    [Theory]
    [InlineData("""{"a":"one.safetensors","b":"one.safetensors","c":"three.safetensors"}""", "'weight_map' names the file 'three.safetensors', which is not in the folder.")]
    [InlineData("""{"a":"one.safetensors","b":"one.safetensors","c":"one.safetensors"}""", "'weight_map' has 'c' in one.safetensors, which holds no such tensor.")]
    [InlineData("""{"a":"one.safetensors","b":"two.safetensors","c":"two.safetensors"}""", "'weight_map' has 'b' in two.safetensors, and one.safetensors holds one too; expected it once.")]
    [InlineData("""{"a":"one.safetensors"}""", "'weight_map' does not name 'b', which one.safetensors holds.")]
    [InlineData("""{"a":"../one.safetensors"}""", "'weight_map' names the file \"../one.safetensors\"; expected the name of a file in the same folder.")]
    [InlineData("""{"a":"/etc/passwd"}""", "'weight_map' names the file \"/etc/passwd\"; expected the name of a file in the same folder.")]
    [InlineData("""{"a":"..\\one.safetensors"}""", "expected the name of a file in the same folder.")]
    [InlineData("""{"a":".."}""", "expected the name of a file in the same folder.")]
    [InlineData("""{"a":""}""", "expected the name of a file in the same folder.")]
    [InlineData("""{"a":"one\u0000"}""", "expected the name of a file in the same folder.")]
    [InlineData("""{"a":7}""", "'weight_map' has 'a' in 7; expected the name of a file.")]
    [InlineData("""{"a":"one.safetensors","a":"one.safetensors"}""", "(1,38): has 'a' twice in one object; expected each name once.")]
    [InlineData("""{"a":"\ud800"}""", "holds a text that is not valid Unicode; expected JSON in UTF-8.")]
    [InlineData("[]", "'weight_map' is an array; expected an object of tensor and file names.")]
    [InlineData("{", "is not JSON: ")]
    public void An_index_that_contradicts_its_files_is_one_clear_error(string map, string expected) => Refused($$"""{"weight_map":{{map}}}""", expected);

    [Theory]
    [InlineData("{}", "has no 'weight_map'; expected an object of tensor and file names.")]
    [InlineData("[1]", "holds an array; expected the index of a sharded checkpoint, a JSON object.")]
    [InlineData("", "is not JSON: ")]
    public void An_index_without_a_map_is_one_clear_error(string json, string expected) => Refused(json, expected);

    private void Refused(string json, string expected)
    {
        File.WriteAllText(index, json);
        var error = Assert.Throws<CheckpointException>(() => WeightsFile.Open(index));
        Assert.StartsWith(index, error.Message);
        Assert.Contains(expected, error.Message);
    }
}
