using PromptGen.Files;
using PromptGen.Tests.Build;

namespace PromptGen.Tests.Files;

/// <summary>Files that belong together are all old or all new, wherever a process is killed, and no other file is touched.</summary>
public sealed class FileSetTests : IDisposable
{
    private static readonly string[] Names = ["tensors", "extra", "card"];

    private readonly TemporaryFolder folder = new();
    private readonly FileSet set = new(Names);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void They_are_replaced_one_by_one_and_those_that_are_no_more_are_removed()
    {
        var note = folder.File("notes.txt");
        File.WriteAllText(note, "a user's");
        set.Replace(folder.Path, Writing("1", Names));
        Assert.Equal(["tensors 1", "extra 1", "card 1"], Read());
        set.Replace(folder.Path, Writing("2", "tensors", "card"));
        Assert.Equal(["tensors 2", "none", "card 2"], Read());
        Assert.Equal(["card", "notes.txt", "tensors"], Entries());
        Assert.Equal("a user's", File.ReadAllText(note));
    }

    [Fact]
    public void Where_writing_fails_nothing_is_changed()
    {
        set.Replace(folder.Path, Writing("1", Names));
        Assert.Throws<IOException>(() => set.Replace(folder.Path, temporary =>
        {
            File.WriteAllText(Path.Combine(temporary, "tensors"), "half");
            throw new IOException("the disk is full");
        }));
        Assert.Equal(["tensors 1", "extra 1", "card 1"], Read());
        Assert.Equal(["card", "extra", "tensors"], Entries());
    }

    /// <param name="moved">How many of the new files were moved up before the kill; null: it came before they counted.</param>
    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_kill_leaves_the_old_ones_or_the_new_ones(int? moved)
    {
        set.Replace(folder.Path, Writing("1", Names));
        var saved = Directory.CreateDirectory(folder.File(moved is null ? $".promptgen-save.{Guid.NewGuid():N}.tmp" : ".promptgen-saved")).FullName;
        string[] written = moved is null ? ["tensors"] : ["tensors", "card"];
        Writing("2", written)(saved);
        // The old files that the new set has not go before the first is moved.
        if (moved > 0) File.Delete(folder.File("extra"));
        foreach (var name in written.Take(moved ?? 0)) File.Move(Path.Combine(saved, name), folder.File(name), overwrite: true);

        Assert.Equal(moved is null ? "card 1" : "card 2", File.ReadAllText(FileSet.PathOf(folder.Path, "card")));
        Assert.Equal(moved is null ? "tensors 1" : "tensors 2", File.ReadAllText(FileSet.PathOf(folder.Path, "tensors")));
        Assert.All(Entries().Except(Names), name => Assert.True(FileSet.IsInternal(name)));

        // The next one finishes that first, even if it fails itself.
        Assert.Throws<IOException>(() => set.Replace(folder.Path, _ => throw new IOException()));
        Assert.Equal(moved is null ? ["tensors 1", "extra 1", "card 1"] : ["tensors 2", "none", "card 2"], Read());
        set.Replace(folder.Path, Writing("3", Names));
        Assert.Equal(["card", "extra", "tensors"], Entries());
    }

    [Fact]
    public void Two_cannot_replace_at_once()
    {
        set.Replace(folder.Path, _ => Assert.Contains("writes into this folder", Assert.Throws<IOException>(() => set.Replace(folder.Path, _ => { })).Message, StringComparison.Ordinal));
    }

    private static Action<string> Writing(string version, params string[] names) => to =>
    {
        foreach (var name in names) File.WriteAllText(Path.Combine(to, name), $"{name} {version}");
    };

    private string[] Read() => [.. Names.Select(name => File.Exists(folder.File(name)) ? File.ReadAllText(folder.File(name)) : "none")];

    private string[] Entries() => [.. Directory.GetFileSystemEntries(folder.Path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
}
