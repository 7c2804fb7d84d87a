using System.Diagnostics;
using System.Text;
using PromptGen.Checkpoints;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

public class UnsoundSafeTensorsTests : IDisposable
{
    private const string X = """{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""";

    private readonly TemporaryFolder folder = new();
    private readonly string path;

    public UnsoundSafeTensorsTests() => path = folder.At("some.safetensors");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", 0, "its header does not begin with '{', so this is not a safetensors file.")]
    [InlineData("[]", 0, "its header does not begin with '{', so this is not a safetensors file.")]
    [InlineData("""{"x":""", 0, "is not JSON: ")]
    [InlineData("{} x", 0, "is not JSON: ")]
    [InlineData("""{"x":1}""", 0, "its header, byte 5: found 'x' as 1; expected an object with dtype, shape and data_offsets.")]
    [InlineData("""{"x":{"shape":[2],"data_offsets":[0,8]}}""", 8, "found 'x' without dtype; expected dtype, shape and data_offsets.")]
    [InlineData("""{"x":{"dtype":"F32","data_offsets":[0,8]}}""", 8, "found 'x' without shape; expected dtype, shape and data_offsets.")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2]}}""", 8, "found 'x' without data_offsets; expected dtype, shape and data_offsets.")]
    [InlineData("""{"x":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "found 'x' with two dtype; expected one.")]
    [InlineData("""{"x":{"dtype":4,"shape":[2],"data_offsets":[0,8]}}""", 8, "found 'x' with 4 as dtype; expected a text such as F32.")]
    [InlineData("""{"x":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", 8, "found 'x' with 'shape' as 2; expected an array of whole numbers.")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "found 'x' with -2 in shape; expected whole numbers from 0 to below 2⁶³.")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", 8, "found 'x' with 2.0 in shape; expected whole numbers from 0 to below 2⁶³.")]
    [InlineData("""{"x":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}}""", 8, "found 'x' with 9223372036854775808 in shape;")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4611686018427387904,2],"data_offsets":[0,8]}}""", 8, "found 'x' with shape [4611686018427387904, 2]; expected less than 2⁶³ bytes.")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4611686018427387904,2,0],"data_offsets":[0,0]}}""", 0, "found 'x' with shape [4611686018427387904, 2, 0]; expected less than 2⁶³ bytes.")]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "found 'x' with 8 bytes at [0, 8]; expected 12, since it is F32 [3].")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "found 'x' with data_offsets [8, 0]; expected a begin and an end that is not before it.")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}""", 8, "found 'x' with data_offsets [0, 4, 8]; expected a begin and an end that is not before it.")]
    [InlineData($$$"""{"x":{{{X}}},"x":{{{X}}}}""", 8, "found two entries named 'x'; expected different names.")]
    [InlineData($$$"""{"x":{{{X}}}}""", 7, "'x' is said to lie at bytes 0 to 8 of the data, which end after 7 bytes; the file is cut off or its offsets are wrong.")]
    [InlineData($$$"""{"x":{{{X}}}}""", 9, "its tensors end at byte 8 of the data, and 1 more bytes follow; expected none.")]
    [InlineData($$$"""{"x":{{{X}}},"y":{"dtype":"U8","shape":[4],"data_offsets":[6,10]}}""", 10, "'y' is said to lie at bytes 6 to 10 of the data, which overlaps 'x'; expected byte 8 or later.")]
    [InlineData($$$"""{"x":{{{X}}},"y":{"dtype":"U8","shape":[1],"data_offsets":[9,10]}}""", 10, "'y' is said to lie at bytes 9 to 10 of the data, and bytes 8 to 9 before it belong to no tensor; expected byte 8.")]
    [InlineData("""{"__metadata__":[]}""", 0, "found '__metadata__' as an array; expected an object of texts.")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "found __metadata__ with 1 as 'a'; expected a text.")]
    [InlineData("""{"__metadata__":{"a":"","a":""}}""", 0, "found __metadata__ with two entries 'a'; expected different names.")]
    [InlineData("""{"\ud800":{}}""", 0, "holds a text that is not valid Unicode.")]
    public void An_unsound_header_is_one_clear_error(string header, int dataLength, string expected)
    {
        File.WriteAllBytes(path, SafeTensorsBytes.Of(header, new byte[dataLength]));
        var error = Assert.Throws<CheckpointException>(() => SafeTensorsFile.Open(path));
        Assert.StartsWith($"{path}: ", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData(new byte[] { }, "has 0 bytes; a safetensors file begins with 8 bytes that say how long its header is.")]
    [InlineData(new byte[] { 2, 0, 0 }, "has 3 bytes; a safetensors file begins with 8 bytes that say how long its header is.")]
    [InlineData(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' }, "its first 8 bytes announce a header of 3 bytes; 2 bytes follow.")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "announce a header of 18446744073709551615 bytes; expected at most 100000000.")]
    public void An_unsound_length_is_one_clear_error(byte[] bytes, string expected)
    {
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<CheckpointException>(() => SafeTensorsFile.Open(path));
        Assert.StartsWith($"{path}: ", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_clear_error()
    {
        Assert.StartsWith($"{path}: cannot be read", Assert.Throws<CheckpointException>(() => SafeTensorsFile.Open(path)).Message);
        Assert.StartsWith($"{folder.Path}: cannot be read", Assert.Throws<CheckpointException>(() => SafeTensorsFile.Open(folder.Path)).Message);
    }

    [Fact]
    public void Axes_without_end_are_an_error()
    {
        string Header(int axes) => $$$"""{"x":{"dtype":"U8","shape":[{{{string.Join(',', Enumerable.Repeat(1, axes))}}}],"data_offsets":[0,1]}}""";
        File.WriteAllBytes(path, SafeTensorsBytes.Of(Header(64), 9));
        using (var file = SafeTensorsFile.Open(path)) Assert.Equal(9, file.Read("x").item<byte>());

        File.WriteAllBytes(path, SafeTensorsBytes.Of(Header(65), 9));
        Assert.Contains("found 'x' with more than 64 numbers in shape; expected fewer.", Assert.Throws<CheckpointException>(() => SafeTensorsFile.Open(path)).Message);
    }

    [Theory]
    [InlineData("expected fewer.", 300_000, 0)]
    [InlineData("bytes in __metadata__; expected fewer.", 0, 20_000_000)]
    public void A_header_of_many_tensors_or_much_text_is_refused_without_much_memory(string expected, int tensors, int text)
    {
        var header = new StringBuilder("{");
        if (text > 0) header.Append("\"__metadata__\":{\"a\":\"").Append('x', text).Append("\"},");
        for (var i = 0; i < tensors; i++) header.Append("\"").Append(i).Append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},");
        File.WriteAllBytes(path, SafeTensorsBytes.Of(header.Append("\"x\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}").ToString()));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Assert.EndsWith(expected, Assert.Throws<CheckpointException>(() => SafeTensorsFile.Open(path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 300 << 20);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("1,")]
    public void A_hostile_header_is_refused_without_much_work(string repeated)
    {
        var text = new StringBuilder("""{"x":{"dtype":"F32","shape":[""").Insert(29, repeated, 4_000_000 / repeated.Length);
        File.WriteAllBytes(path, SafeTensorsBytes.Of(text.ToString()));
        var watch = Stopwatch.StartNew();
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<CheckpointException>(() => SafeTensorsFile.Open(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 20L * text.Length);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    /// <summary>Single bytes, runs of bytes and lengths change; digits often, since most places of the header are numbers and names.</summary>
    [Fact]
    public void A_damaged_file_opens_and_reads_or_is_a_checkpoint_error()
    {
        SafeTensorsWriter.Write(path, [("a.weight", ones(2, 3)), ("b", arange(5)), ("mask", tensor(new[] { true, false })), ("s", tensor(1f, ScalarType.Float16))],
            new Dictionary<string, string> { ["format"] = "pt" });
        var sound = File.ReadAllBytes(path);
        int opened = 0, refused = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            File.WriteAllBytes(path, Damaged(sound, random));
            try
            {
                using var scope = NewDisposeScope();
                using var file = SafeTensorsFile.Open(path);
                foreach (var entry in file.Tensors.Where(entry => ElementType.Scalar(entry.Type) is not null))
                    Assert.Equal(entry.Shape, file.Read(entry.Name).shape);
                opened++;
            }
            catch (CheckpointException)
            {
                refused++;
            }
        }
        Assert.True(opened >= 20 && refused >= 100, $"{opened} opened and {refused} refused: the damage is too one-sided to tell much");
    }

    private static byte[] Damaged(byte[] sound, Random random)
    {
        var bytes = sound.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] = (byte)random.Next('0', '9' + 1); break;
                case 2: bytes.RemoveRange(at, random.Next(Math.Min(9, bytes.Count - at))); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(9, bytes.Count - at)))); break;
                default: bytes[random.Next(8)] ^= (byte)(1 << random.Next(8)); break;
            }
        }
        return [.. bytes];
    }
}
