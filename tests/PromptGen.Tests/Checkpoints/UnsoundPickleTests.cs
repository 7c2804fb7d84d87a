using System.Diagnostics;
using System.Text;
using PromptGen.Checkpoints;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

public class UnsoundPickleTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string path;

    public UnsoundPickleTests() => path = folder.At("pytorch_model.bin");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("builtins", "exec")]
    [InlineData("builtins", "getattr")]
    [InlineData("__builtin__", "getattr")]
    [InlineData("subprocess", "Popen")]
    [InlineData("runpy", "_run_code")]
    [InlineData("torch.storage", "_load_from_bytes")]
    [InlineData("torch.hub", "load")]
    [InlineData("torch", "load")]
    [InlineData("argparse", "Namespace")]
    [InlineData("collections", "OrderedDict.__reduce__")]
    public void A_file_that_names_any_other_function_is_refused_with_its_name(string module, string name)
    {
        var witness = folder.At("witness");
        var call = new Called(new Named(module, name), $"touch {witness}");
        foreach (var format in Enum.GetValues<TorchFormat>())
        {
            var writer = new TorchFile();
            File.WriteAllBytes(path, writer.Bytes(TorchFile.State([("a", writer.Tensor(ones(2))), ("b", call)]), format));
            var error = Assert.Throws<CheckpointException>(() => PickleFile.Open(path));
            Assert.StartsWith($"{path}: {(format == TorchFormat.Legacy ? "its pickle" : "archive/data.pkl")}, byte ", error.Message);
            Assert.EndsWith($": found the name '{module}.{name}'; expected names of tensors, their storages and plain data; nothing else is built, and nothing was run.", error.Message);
            Assert.False(File.Exists(witness));
        }
    }

    [Theory]
    [InlineData("(S'touch'\nios\nsystem\n.", "an object of the class 'os.system'")]
    [InlineData("cos\nsystem\n(S'touch'\ntR.", "byte 2: found the name 'os.system'")]
    [InlineData("ccollections\nOrderedDict\n(oq.", "the instruction 0x6f 'o'")]
    [InlineData("\u0082\u0001.", "the instruction 0x82")]
    [InlineData("N)R.", "a call of None")]
    [InlineData("ctorch\nSize\nNR.", "None as arguments")]
    [InlineData("ccollections\nOrderedDict\n(NtR.", "a call of 'collections.OrderedDict' with (None)")]
    [InlineData("ctorch\nFloatStorage\n)R.", "a call of 'torch.FloatStorage' with ()")]
    [InlineData("ctorch\nFloatStorage\n)\u0081.", "a call of 'torch.FloatStorage' with ()")]
    [InlineData("h\u0000.", "memo 0, which holds nothing")]
    [InlineData("0.", "an instruction for a value that is not there")]
    [InlineData("t.", "an instruction for a value that is not there")]
    [InlineData("N(.", "an instruction for a value that is not there")]
    [InlineData("}(Nu.", "a key without a value")]
    [InlineData("](NNu.", "items for a list of 0; expected a dictionary")]
    [InlineData("}Na.", "items for a dictionary; expected a list")]
    [InlineData("K\u0001}b.", "a state for 1")]
    [InlineData("X\u0009\u0000\u0000\u0000ab.", "something of 9 bytes; expected at most 3, where the pickle ends")]
    [InlineData("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.", "something of 18446744073709551615 bytes")]
    [InlineData("\u008b\u00ff\u00ff\u00ff\u00ff.", "a length of -1")]
    [InlineData("\u008b\u0000\u0001\u0000\u0000.", "a whole number of 256 bytes")]
    [InlineData("X\u0001\u0000\u0000\u0000\u00ff.", "a text that is not UTF-8")]
    [InlineData("I12x\n.", "'12x'")]
    [InlineData("L99999999999999999999L\n.", "'99999999999999999999'")]
    [InlineData("Fone\n.", "'one'")]
    [InlineData("S'a\\n'\n.", "expected a text in quotes, without escapes")]
    [InlineData("Pstorage\n.", "the instruction 0x50 'P'")]
    [InlineData("NQ.", "(None) as a persistent id")]
    [InlineData("N", "the end; expected a pickle that ends with STOP")]
    [InlineData("N.", "holds None; expected a dictionary of tensors")]
    [InlineData("}.", "holds a dictionary without tensors; expected tensors in it, or in a dictionary named 'module' or 'state_dict' or 'model'")]
    [InlineData("}(X\u0001\u0000\u0000\u0000aNu.", "holds a dictionary without tensors, with 'a';")]
    public void A_pickle_that_makes_no_sense_is_one_clear_error(string instructions, string expected)
    {
        File.WriteAllBytes(path, new TorchFile().Archive([0x80, 2, .. Encoding.Latin1.GetBytes(instructions)]));
        var error = Assert.Throws<CheckpointException>(() => PickleFile.Open(path));
        Assert.StartsWith($"{path}: ", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData(0, new long[] { 13 }, new long[] { 1 }, "found a tensor of [13] with strides [1] from element 0 on, F32; expected one that lies within its storage '0', 12 of F32.")]
    [InlineData(-1, new long[] { 1 }, new long[] { 1 }, "from element -1 on")]
    [InlineData(12, new long[] { 1 }, new long[] { 1 }, "from element 12 on")]
    [InlineData(0, new long[] { 3, 4 }, new long[] { 5, 1 }, "with strides [5, 1]")]
    [InlineData(0, new long[] { 1L << 40 }, new long[] { 0 }, "with strides [0]")]
    [InlineData(0, new long[] { 1L << 62, 1L << 62 }, new long[] { 0, 0 }, "expected less than 2⁶³ bytes.")]
    [InlineData(0, new long[] { 0, 1L << 62 }, new long[] { 1, 1 }, "expected less than 2⁶³ bytes.")]
    [InlineData(0, new long[] { 2 }, new long[] { long.MaxValue }, "expected less than 2⁶³ bytes.")]
    [InlineData(0, new long[] { -3 }, new long[] { 1 }, "found -3 in the shape of a tensor; expected whole numbers, 0 or more.")]
    [InlineData(0, new long[] { 3 }, new long[] { -1 }, "found -1 in the strides of a tensor; expected whole numbers, 0 or more.")]
    [InlineData(0, new long[] { 3 }, new long[] { }, "found a tensor with 1 axes and 0 strides; expected as many strides as axes.")]
    public void A_tensor_lies_within_its_storage(long offset, long[] shape, long[] strides, string expected)
    {
        var writer = new TorchFile();
        Refused(writer.Bytes(TorchFile.State([("x", TorchFile.View(writer.Storage(ones(12)), offset, shape, strides))]), TorchFormat.Archive), expected);
    }

    [Theory]
    [InlineData(TorchFormat.Archive, 13L, "'archive/data/0' has 48 bytes; expected 52, 13 of F32.")]
    [InlineData(TorchFormat.Archive, long.MaxValue, "'archive/data/0' has 48 bytes; expected 36893488147419103228, 9223372036854775807 of F32.")]
    [InlineData(TorchFormat.Archive, -1L, "found a storage '0' of -1 elements; expected 0 or more.")]
    [InlineData(TorchFormat.Legacy, 13L, "found a storage '0' of 12 elements; expected 13, as its tensors say.")]
    public void A_storage_is_as_long_as_its_tensors_say(TorchFormat format, long count, string expected)
    {
        var writer = new TorchFile();
        Refused(writer.Bytes(TorchFile.State([("x", TorchFile.View(writer.Storage(ones(12), count: count), 0, [2], [1]))]), format), expected);
    }

    [Fact]
    public void Storages_contradict_neither_each_other_nor_the_file()
    {
        var writer = new TorchFile();
        Persistent first = writer.Storage(ones(2), key: "k"), second = new(new Tupled("storage", new Named("torch", "HalfStorage"), "k", "cpu", 2L));
        Refused(writer.Bytes(TorchFile.State([("a", TorchFile.View(first, 0, [2], [1])), ("b", TorchFile.View(second, 0, [2], [1]))]), TorchFormat.Legacy),
            "found the storage 'k' as 2 of F16; expected 2 of F32, as before.");

        var absent = new Persistent(new Tupled("storage", new Named("torch", "FloatStorage"), "7", "cpu", 2L));
        var state = TorchFile.State([("a", TorchFile.View(absent, 0, [2], [1]))]);
        Refused(new TorchFile().Bytes(state, TorchFormat.Archive), "has no 'archive/data/7', a storage that archive/data.pkl names.");
        Refused(new TorchFile().Bytes(state, TorchFormat.Legacy), "does not list the storage '7', which its tensors name.");

        writer = new TorchFile();
        var whole = writer.Bytes(TorchFile.State([("a", writer.Tensor(ones(20)))]), TorchFormat.Legacy);
        Refused(whole[..^4], $"ends after {whole.Length - 4} bytes, within the storage '0'; the file is cut off.");
        Refused([.. whole, 0], $"its storages end at byte {whole.Length}, and 1 more bytes follow; expected none.");
    }

    [Theory]
    [InlineData("", "begins with nothing; expected a zip archive or a pickle, as torch.save writes them.")]
    [InlineData("version https://git-lfs", "begins with 0x7665; expected a zip archive or a pickle, as torch.save writes them.")]
    [InlineData("PK\u0003\u0004", "as a zip archive: it does not end with a directory; the file is cut off or damaged.")]
    [InlineData("\u0080\u0002N.", "its pickle, byte 3: found None; expected the magic number of torch.save.")]
    public void Other_files_are_told_apart(string content, string expected) => Refused(Encoding.Latin1.GetBytes(content), expected);

    [Fact]
    public void Archives_that_are_none_of_torch_are_refused()
    {
        Refused(ZipWriter.Of([("a.txt", [1])]), "is a zip archive with 0 files data.pkl; expected one, as torch.save writes it.");
        Refused(ZipWriter.Of([("a/data.pkl", [1]), ("b/data.pkl", [1])]), "is a zip archive with 2 files data.pkl; expected one, as torch.save writes it.");
        Refused(ZipWriter.Of([("a/data.pkl", [1]), ("a/data.pkl", [1])]), "as a zip archive: its directory has two entries 'a/data.pkl'.");
        Refused(ZipWriter.Of([("a/data.pkl", [1]), ("a/byteorder", "big"u8.ToArray())]), "a/byteorder: found 'big'; expected 'little'.");
    }

    /// <summary>Bytes that stand for much, five megabytes of them: values, marks, memory of their own; deflated, the archive is a bomb.</summary>
    [Theory]
    [InlineData("(")]
    [InlineData("N")]
    [InlineData("]")]
    [InlineData(")")]
    [InlineData("](")]
    [InlineData("2")]
    [InlineData("Nq\u0001")]
    [InlineData("](eq\u0001h\u0001a")]
    [InlineData("\u0085")]
    [InlineData("\u0094")]
    [InlineData("\u0080\u0002")]
    public void A_hostile_pickle_is_refused_without_much_work(string repeated)
    {
        var pickle = Encoding.Latin1.GetBytes("\u0080\u0002N" + new StringBuilder().Insert(0, repeated, 5_000_000 / repeated.Length));
        foreach (var format in new[] { TorchFormat.Archive, TorchFormat.DeflatedArchive })
        {
            File.WriteAllBytes(path, new TorchFile().Archive(pickle, format));
            var watch = Stopwatch.StartNew();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<CheckpointException>(() => PickleFile.Open(path));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 100L * pickle.Length);
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        }
    }

    /// <summary>Each instruction of it keeps a value in the memo; deflated it is 65 kB.</summary>
    [Fact]
    public void Sixty_four_million_instructions_are_not_followed()
    {
        var pickle = new byte[1 << 26];
        pickle.AsSpan().Fill(0x94);
        Unsound([0x80, 2, (byte)'N', .. pickle.AsSpan(3)], TorchFormat.DeflatedArchive, "expected fewer for 0 storages.", 3L << 26);
    }

    /// <summary>Small change for a file: all have one storage and one tuple for shape and strides.</summary>
    [Fact]
    public void Two_hundred_thousand_tensors_of_sixty_four_axes_are_not_made()
    {
        var pickle = new MemoryStream();
        pickle.Write([0x80, 2]);
        pickle.Write("ctorch._utils\n_rebuild_tensor\nq\u00000"u8);
        pickle.Write("(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\u00000X\u0003\0\0\0cpuK\u0001tQq\u00010("u8);
        for (var axis = 0; axis < 64; axis++) pickle.Write("K\u0001"u8);
        pickle.Write("tq\u00020}("u8);
        for (var i = 0; i < 200_000; i++)
        {
            var name = Encoding.ASCII.GetBytes($"{i}");
            pickle.Write([(byte)'X', .. BitConverter.GetBytes(name.Length), .. name, .. "h\0(h\u0001K\0h\u0002h\u0002tR"u8]);
        }
        pickle.Write("u."u8);
        var file = new TorchFile();
        file.Storage(ones(1));
        Unsound(pickle.ToArray(), TorchFormat.Archive, "expected fewer for 1 storages.", 100 << 20, file);
    }

    private void Unsound(byte[] pickle, TorchFormat format, string expected, long mostBytes, TorchFile? file = null)
    {
        File.WriteAllBytes(path, (file ?? new TorchFile()).Archive(pickle, format));
        var watch = Stopwatch.StartNew();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(expected, Assert.Throws<CheckpointException>(() => PickleFile.Open(path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, mostBytes);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void A_call_with_endless_axes_again_and_again_costs_nothing()
    {
        var storage = new Persistent(new Tupled("storage", new Named("torch", "FloatStorage"), "0", "cpu", 1L));
        var axes = new Called(new Named("torch", "Size"), TorchFile.Numbers(Enumerable.Repeat(1L, 100_000)));
        var views = Enumerable.Range(0, 10_000).Select(i => ((object?)$"{i}", (object?)new Called(new Named("torch._utils", "_rebuild_tensor"), storage, 0L, axes, axes)));
        Refused(new TorchFile().Bytes(new Mapped([.. views]), TorchFormat.Archive), "found a tensor with 100000 axes; expected at most 64.");
    }

    private void Refused(byte[] bytes, string expected)
    {
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<CheckpointException>(() => PickleFile.Open(path));
        Assert.StartsWith($"{path}: ", error.Message);
        Assert.True(error.Message.Contains(expected, StringComparison.Ordinal), error.Message);
    }
}
