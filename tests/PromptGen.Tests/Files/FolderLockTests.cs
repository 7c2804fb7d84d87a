using PromptGen.Files;
using PromptGen.Tests.Build;

namespace PromptGen.Tests.Files;

/// <summary>Of two that write into a folder one is told who the other is.</summary>
public sealed class FolderLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Output => folder.File("a/b");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_second_is_told_of_the_first_and_may_when_that_is_done()
    {
        using (FolderLock.Take(Output))
        {
            var refused = Assert.Throws<IOException>(() => FolderLock.Take(Output));
            Assert.StartsWith($"{Output}: process {Environment.ProcessId} on {Environment.MachineName}, since 2", refused.Message, StringComparison.Ordinal);
            Assert.EndsWith("writes into this folder; wait for it, or choose another folder.", refused.Message, StringComparison.Ordinal);
        }
        FolderLock.Take(Output).Dispose();
    }

    [Fact]
    public void A_lock_that_nobody_holds_is_taken_over()
    {
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, FolderLock.FileName), "process 1 on a-host-that-is-no-more, since 2020-01-01\n");
        FolderLock.Take(Output).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(Output));
    }

    [Theory]
    [InlineData(FolderLock.FileName)]
    [InlineData(".promptgen-save.lock")]
    public void A_file_of_others_by_its_name_and_what_a_link_leads_to_stay_as_they_are(string name)
    {
        var path = Path.Combine(Directory.CreateDirectory(Output).FullName, name);
        File.WriteAllText(path, "mine");
        Assert.Contains($"{path}: is no lock of PromptGen's", Assert.Throws<IOException>(() => FolderLock.Take(Output, name)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(path));

        File.Move(path, folder.File("target"));
        File.CreateSymbolicLink(path, folder.File("target"));
        Assert.Throws<IOException>(() => FolderLock.Take(Output, name));
        Assert.Equal("mine", File.ReadAllText(folder.File("target")));
    }

    [Fact]
    public void Folders_that_were_made_for_it_and_stay_empty_go_again()
    {
        FolderLock.Take(Output).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        using (FolderLock.Take(Output)) File.WriteAllText(Path.Combine(Output, "result"), "");
        Assert.Equal(["result"], Directory.GetFileSystemEntries(Output).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Of_many_at_once_one_has_it_at_a_time()
    {
        var (holders, most, taken) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 30; i++)
                try
                {
                    using var held = FolderLock.Take(Output);
                    most = Math.Max(most, Interlocked.Increment(ref holders));
                    Interlocked.Increment(ref taken);
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                }
                catch (IOException e) when (e.Message.Contains("process", StringComparison.Ordinal))
                {
                    // Another one has it.
                }
        })));
        Assert.Equal((1, 0), (most, holders));
        Assert.True(taken > 0);
    }
}
