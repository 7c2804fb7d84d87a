namespace PromptGen.Files;

/// <summary>
/// Writes a file that is whole or not there: under a temporary name beside its place, then moved. A symbolic link is followed and stays, and a
/// file that is replaced passes on its mode. A pipe or a device is written to as it is.
/// </summary>
/// <remarks>A process that is killed leaves its temporary file. The next one that writes to the same place removes it.</remarks>
public sealed class WholeFile : IDisposable
{
    private readonly string target;
    private readonly string? temporary;
    private readonly bool replace;

    private WholeFile(string target, string? temporary, bool replace, FileStream stream)
    {
        (this.target, this.temporary, this.replace) = (target, temporary, replace);
        Stream = stream;
    }

    /// <summary>Where the content goes.</summary>
    public FileStream Stream { get; }

    /// <summary>Begins to write. Its folder must be there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="replace">Whether a file that is there may be replaced.</param>
    /// <returns>Call <see cref="Commit"/> when all is written. Without that, to dispose of it leaves everything as it was.</returns>
    /// <exception cref="IOException">The file cannot be written, is a folder or socket, or is there and may not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write it.</exception>
    public static WholeFile Create(string path, bool replace = true)
    {
        var nature = FileNature.Of(path);
        if (nature is FileNature.Folder or FileNature.Socket) throw new IOException($"it is {nature}");
        if (nature is FileNature.Pipe or FileNature.Device && replace)
            return new WholeFile(path, null, replace, new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
        var named = new FileInfo(path);
        var target = (named.LinkTarget is null ? null : named.ResolveLinkTarget(returnFinalTarget: true))?.FullName ?? named.FullName;
        if (File.Exists(target))
        {
            if (!replace) throw new IOException("it is there already");
            // A move asks for no permission to write the file that it replaces.
            File.OpenHandle(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
        }
        TemporaryName.RemoveAbandoned(target);
        var temporary = TemporaryName.For(target);
        try
        {
            // Open until it is moved: that is how others know that it is not abandoned.
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
            if (!OperatingSystem.IsWindows() && File.Exists(target)) File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
            return new WholeFile(target, temporary, replace, stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The user knows nothing of the temporary file.
            var message = e.Message.Replace(temporary, target, StringComparison.Ordinal);
            throw e is IOException ? new IOException(message, e) : new UnauthorizedAccessException(message, e);
        }
    }

    /// <summary>Whether a path leads to a file that would be replaced: not to nothing, a folder, a pipe or a device.</summary>
    /// <param name="path">The path.</param>
    public static bool Replaces(string path) => File.Exists(path) && FileNature.Of(path) is null or FileNature.Regular;

    /// <summary>Writes all of a file.</summary>
    /// <param name="path">The file; its folder must be there.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="replace">Whether a file that is there may be replaced.</param>
    /// <inheritdoc cref="Create" path="/exception"/>
    public static void Write(string path, Action<FileStream> write, bool replace = true)
    {
        using var file = Create(path, replace);
        write(file.Stream);
        file.Commit();
    }

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="IOException">The rest of it cannot be written.</exception>
    public void Commit()
    {
        Stream.Flush(flushToDisk: temporary is not null);
        if (temporary is not null) File.Move(temporary, target, replace);
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // What is left in its buffer does not fit on the disk; Commit said so, or was not reached.
        }
        if (temporary is not null) File.Delete(temporary);
    }
}
