using System.Globalization;
using System.Text;

namespace PromptGen.Files;

/// <summary>
/// Keeps other processes from writing into a folder that this one writes into. The operating system ends the lock with the process, however it
/// ends. Its file <c>.promptgen.lock</c> says who holds it; a killed process leaves the file, which then holds nobody up.
/// </summary>
public sealed class FolderLock : IDisposable
{
    /// <summary>The name of its file.</summary>
    public const string FileName = ".promptgen.lock";

    /// <summary>Who only reads the lock's file stands in the way for an instant, so the owner's name counts when it is met several times.</summary>
    private const int AttemptsForOwner = 5, MostAttempts = 100;

    /// <summary>How the file begins. One that is being written may be shorter.</summary>
    private static readonly byte[] Start = "process "u8.ToArray();

    private readonly string path;
    private readonly FileStream held;
    private readonly IReadOnlyList<string> made;

    private FolderLock(string path, FileStream held, IReadOnlyList<string> made) => (this.path, this.held, this.made) = (path, held, made);

    /// <summary>Takes the lock of a folder, which is made if it is not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">Another process holds it, whose number and host the message names; or the folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write into the folder.</exception>
    public static FolderLock Take(string folder) => Take(folder, FileName);

    /// <summary>Takes a lock by the name of its file.</summary>
    internal static FolderLock Take(string folder, string fileName)
    {
        var made = Make(folder);
        try
        {
            var path = Path.Combine(folder, fileName);
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                // One who lets go of a folder that was made for its lock removes the folder too.
                Directory.CreateDirectory(folder);
                CheckOwnKind(path);
                var own = string.Create(CultureInfo.InvariantCulture,
                    $"process {Environment.ProcessId} on {Environment.MachineName}, since {DateTimeOffset.Now:yyyy-MM-dd HH:mm:ss zzz}\n{Guid.NewGuid():N}\n");
                if (Claim(path, own))
                {
                    if (Hold(path, own) is { } held) return new FolderLock(path, held, made);
                }
                else if (attempt >= AttemptsForOwner && Owner(path) is { } owner)
                {
                    throw new IOException($"{folder}: {owner}, writes into this folder; wait for it, or choose another folder.");
                }
                Thread.Sleep(10); // its owner is about to let go of it, or to write its name
            }
            throw new IOException($"{path}: cannot be locked; other processes take it again and again.");
        }
        catch
        {
            Unmake(made);
            throw;
        }
    }

    /// <summary>Lets others have the folder. A folder that was made for the lock and is still empty goes again.</summary>
    public void Dispose()
    {
        try
        {
            // While it is held: afterwards it could be another's.
            if (held.CanRead) File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A lock's file that nobody holds is as good as none.
        }
        held.Dispose();
        Unmake(made);
    }

    /// <summary>Another's file of that name, or a link to one, is not written over.</summary>
    private static void CheckOwnKind(string path)
    {
        var foreign = new IOException($"{path}: is no lock of PromptGen's, which has this name; move it elsewhere, or choose another folder.");
        if (new FileInfo(path).LinkTarget is not null || FileNature.Of(path) is not (null or FileNature.Regular)) throw foreign;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var start = new byte[Start.Length];
            if (!start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)).SequenceEqual(Start.AsSpan(0, (int)Math.Min(file.Length, Start.Length)))) throw foreign;
        }
        catch (IOException e) when (IsHeld(e) || e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Held by one that is writing its name, or gone again.
        }
    }

    /// <summary>Writes who takes it, which can be done only while nobody holds it.</summary>
    private static bool Claim(string path, string own)
    {
        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(own));
            return true;
        }
        catch (IOException e) when (IsHeld(e) || e is DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Holds the file in the shared way, so that others can read it, unless another one claimed it meanwhile.</summary>
    private static FileStream? Hold(string path, string own)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (new StreamReader(file).ReadToEnd() == own) return file;
            file.Dispose();
            return null;
        }
        catch (IOException e) when (IsHeld(e) || e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static string? Owner(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadLine() is { Length: > 0 and < 500 } line && !line.Any(char.IsControl) ? line : null;
        }
        catch (IOException e) when (IsHeld(e) || e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, and ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static List<string> Make(string folder)
    {
        var made = new List<string>();
        for (var missing = Path.GetFullPath(folder); missing is not null && !Directory.Exists(missing); missing = Path.GetDirectoryName(missing)) made.Add(missing);
        Directory.CreateDirectory(folder);
        return made;
    }

    private static void Unmake(IReadOnlyList<string> made)
    {
        try
        {
            foreach (var folder in made)
            {
                if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any()) return;
                Directory.Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else has something in it now.
        }
    }
}
