namespace PromptGen.Files;

/// <summary>
/// Files in a folder that only make sense together, such as an adapter's. They are replaced together and file by file; nothing else in the folder
/// is touched. All are written into a temporary folder inside, which then gets the name <c>.promptgen-saved</c>: from that instant on the new ones
/// count, and are moved up one after the other. A process that is killed before leaves the old files, one that is killed later the new ones.
/// </summary>
/// <param name="names">All names that the set may have. The last is the one without which the folder has no such set.</param>
internal sealed class FileSet(params IReadOnlyList<string> names)
{
    private const string Saved = ".promptgen-saved", Temporary = ".promptgen-save", LockName = ".promptgen-save.lock";

    /// <summary>Whether a name is that of a file or folder with which sets are replaced and folders are locked.</summary>
    public static bool IsInternal(string name) => name is Saved or LockName or FolderLock.FileName || TemporaryName.IsFor(name, Temporary);

    /// <summary>Whether a name is one of the set.</summary>
    public bool Has(string name) => names.Contains(name, StringComparer.Ordinal);

    /// <summary>Where a file of the set lies, or would lie.</summary>
    public static string PathOf(string folder, string name) => Path.Combine(folder, Saved, name) is var saved && File.Exists(saved) ? saved : Path.Combine(folder, name);

    /// <summary>Replaces the set. Files of it that are not written are removed.</summary>
    /// <param name="folder">The folder, which is made if it is not there.</param>
    /// <param name="write">Writes files of the set into the folder that it is given, the last of them always.</param>
    /// <exception cref="IOException">They cannot be written; the message says so, and what is there is whole.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write them.</exception>
    public void Replace(string folder, Action<string> write)
    {
        using var held = FolderLock.Take(folder, LockName);
        foreach (var abandoned in Directory.EnumerateDirectories(folder).Where(entry => TemporaryName.IsFor(Path.GetFileName(entry), Temporary)).ToList())
            Directory.Delete(abandoned, recursive: true);
        var saved = Path.Combine(folder, Saved);
        MoveUp(folder, saved);
        var temporary = TemporaryName.For(Path.Combine(folder, Temporary));
        try
        {
            write(Directory.CreateDirectory(temporary).FullName);
            Directory.Move(temporary, saved);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
        MoveUp(folder, saved);
    }

    /// <summary>Can be repeated after a kill at any place: while the first file of the new set waits, none has been moved.</summary>
    private void MoveUp(string folder, string saved)
    {
        if (!Directory.Exists(saved)) return;
        var written = names.Where(name => File.Exists(Path.Combine(saved, name))).ToList();
        if (written.Count > 0 && written[0] == names[0])
            foreach (var old in names.Except(written)) File.Delete(Path.Combine(folder, old));
        foreach (var name in written) File.Move(Path.Combine(saved, name), Path.Combine(folder, name), overwrite: true);
        Directory.Delete(saved);
    }
}
