using System.Diagnostics;
using PromptGen.Files;
using PromptGen.Tests.Build;

namespace PromptGen.Tests.Files;

/// <summary>What is no regular file is refused before it is opened; what is too long is refused before it is read.</summary>
public sealed class RegularFileTests : IDisposable
{
    private static readonly FileKind Small = new("a small file", (message, inner) => new InvalidDataException(message, inner)) { MostBytes = 10 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_read_whole()
    {
        File.WriteAllText(folder.File("a"), "\uFEFFén");
        Assert.Equal(6, RegularFile.ReadBytes(folder.File("a"), Small).Length);
        Assert.Equal("én", RegularFile.ReadText(folder.File("a"), Small));
        File.WriteAllBytes(folder.File("a"), [(byte)'a', (byte)'\n', 0xE9]);
        Refused("(2): is not UTF-8; expected a small file, in UTF-8.", folder.File("a"));
    }

    [Fact]
    public void A_file_that_is_too_long_is_refused()
    {
        File.WriteAllText(folder.File("a"), "01234567890");
        Refused(": has more than 10 bytes, the most that are read of such a file; expected a small file.", folder.File("a"));
        if (OperatingSystem.IsLinux()) Refused(": has more than 10 bytes, the most that are read of such a file; expected a small file.", "/proc/self/status");
    }

    [Fact]
    public void Nothing_and_folders_are_refused()
    {
        Refused(": cannot be read (there is no such file); expected a small file.", folder.File("a"));
        Refused(": cannot be read (there is no such file); expected a small file.", folder.File(Path.Combine("a", "b")));
        Refused(": cannot be read (it is a folder); expected a small file.", folder.Path);
        Assert.StartsWith(": cannot be read (", Assert.Throws<InvalidDataException>(() => RegularFile.ReadText("", Small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_and_pipes_are_refused_without_opening_them()
    {
        if (OperatingSystem.IsWindows()) return;
        var pipe = folder.File("pipe");
        Process.Start("mkfifo", pipe).WaitForExit();
        File.CreateSymbolicLink(folder.File("link"), pipe);
        Refused(": cannot be read (it is a named pipe); expected a small file.", pipe);
        Refused(": cannot be read (it is a named pipe); expected a small file.", folder.File("link"));
        Refused(": cannot be read (it is a device); expected a small file.", "/dev/zero");
        var mayBePipe = Small with { MayBePipe = true };
        Assert.Contains("it is a device", Assert.Throws<InvalidDataException>(() => RegularFile.ReadBytes("/dev/zero", mayBePipe)).Message, StringComparison.Ordinal);

        using var writer = Process.Start("sh", ["-c", $"printf abc > {pipe}"]);
        Assert.Equal("abc", RegularFile.ReadText(pipe, mayBePipe));
    }

    [Theory]
    [MemberData(nameof(AnyFile.Names), MemberType = typeof(AnyFile))]
    public void Every_kind_of_file_is_no_device_and_but_for_data_no_pipe(string name)
    {
        if (OperatingSystem.IsWindows()) return;
        var path = folder.File(name);
        File.CreateSymbolicLink(path, "/dev/zero");
        Assert.StartsWith($"{path}: cannot be read (it is a device); expected ", Assert.ThrowsAny<Exception>(() => AnyFile.Open(path)).Message, StringComparison.Ordinal);
        if (AnyFile.IsData(name)) return;
        File.Delete(path);
        Process.Start("mkfifo", path).WaitForExit();
        Assert.StartsWith($"{path}: cannot be read (it is a named pipe); expected ", Assert.ThrowsAny<Exception>(() => AnyFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_being_written_is_bounded()
    {
        if (OperatingSystem.IsWindows()) return;
        var pipe = folder.File("pipe");
        Process.Start("mkfifo", pipe).WaitForExit();
        using var writer = Process.Start("sh", ["-c", $"cat /dev/zero > {pipe}"]);
        Assert.Contains("has more than 10 bytes", Assert.Throws<InvalidDataException>(() => RegularFile.ReadBytes(pipe, Small with { MayBePipe = true })).Message, StringComparison.Ordinal);
    }

    private static void Refused(string expected, string path) =>
        Assert.Equal(path + expected, Assert.Throws<InvalidDataException>(() => RegularFile.ReadText(path, Small)).Message);
}
