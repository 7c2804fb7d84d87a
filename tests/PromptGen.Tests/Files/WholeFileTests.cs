using System.Diagnostics;
using PromptGen.Files;
using PromptGen.Tests.Build;

namespace PromptGen.Tests.Files;

/// <summary>A file is written as a whole, and what it replaces keeps what makes it the user's.</summary>
public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Target => folder.File("target");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Until_it_is_committed_the_old_file_stands_and_afterwards_nothing_else_does()
    {
        File.WriteAllText(Target, "old");
        using (var file = WholeFile.Create(Target))
        {
            file.Stream.Write("new"u8);
            file.Stream.Flush();
            Assert.Equal("old", File.ReadAllText(Target));
        }
        Assert.Equal("old", File.ReadAllText(Target));
        WholeFile.Write(Target, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_link_stays_a_link_and_a_mode_stays()
    {
        if (OperatingSystem.IsWindows()) return;
        var link = folder.File("link");
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherExecute);
        var mode = File.GetUnixFileMode(Target);
        File.CreateSymbolicLink(link, "target");
        WholeFile.Write(link, stream => stream.Write("new"u8));
        Assert.Equal("target", new FileInfo(link).LinkTarget);
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(mode, File.GetUnixFileMode(Target));

        // What a link leads to need not be there yet.
        File.Delete(Target);
        WholeFile.Write(link, stream => stream.Write("again"u8));
        Assert.Equal("target", new FileInfo(link).LinkTarget);
        Assert.Equal("again", File.ReadAllText(Target));
    }

    [Fact]
    public async Task A_pipe_and_a_device_are_written_to_as_they_are()
    {
        if (OperatingSystem.IsWindows()) return;
        await Process.Start("mkfifo", [Target]).WaitForExitAsync();
        var read = Task.Run(() => File.ReadAllText(Target));
        WholeFile.Write(Target, stream => stream.Write("through"u8));
        Assert.Equal("through", await read);
        Assert.False(WholeFile.Replaces(Target));

        WholeFile.Write("/dev/null", stream => stream.Write("nothing"u8));
        Assert.False(WholeFile.Replaces("/dev/null"));
        Assert.Throws<IOException>(() => WholeFile.Write("/dev/full", stream => stream.Write("nothing"u8)));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_may_not_be_replaced_is_left_alone()
    {
        File.WriteAllText(Target, "old");
        Assert.Throws<IOException>(() => WholeFile.Write(Target, stream => stream.Write("new"u8), replace: false));
        Assert.Throws<IOException>(() => WholeFile.Create(folder.Path));
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_and_what_is_being_written_is_not()
    {
        string[] foreign = [$"{Target}.tmp", $"{Target}.0123456789abcdef.tmp", folder.File($"other.{Guid.NewGuid():N}.tmp"), $"{Target}.{Guid.NewGuid():N}.old"];
        foreach (var file in foreign) File.WriteAllText(file, "a user's");
        var abandoned = $"{Target}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(abandoned, "half a");
        using var other = WholeFile.Create(Target);
        Assert.False(File.Exists(abandoned));
        var held = Assert.Single(Directory.GetFileSystemEntries(folder.Path).Except(foreign));

        WholeFile.Write(Target, stream => stream.Write("new"u8));
        Assert.Equal([.. foreign.Append(held).Append(Target).Order(StringComparer.Ordinal)], Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
        other.Stream.Write("newer"u8);
        other.Commit();
        Assert.Equal("newer", File.ReadAllText(Target));
    }
}
