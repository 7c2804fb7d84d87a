using System.Runtime.InteropServices;

namespace PromptGen.Files;

/// <summary>What a path leads to, in the words of errors; asked without opening it, because to open a named pipe waits for its other end.</summary>
internal static partial class FileNature
{
    public const string Regular = "a file", Folder = "a folder", Pipe = "a named pipe", Device = "a device", Socket = "a socket";

    private const int TypeMask = 0xF000; // S_IFMT and the values of it are the same on Linux and macOS

    /// <returns>Null: there is nothing, or it cannot be told, as for devices on Windows, which cannot be sought in once they are open.</returns>
    public static string? Of(string path)
    {
        if (Directory.Exists(path)) return Folder;
        if (OperatingSystem.IsWindows()) return null;
        return Stat(path, out var status) != 0 ? null : (status.Mode & TypeMask) switch
        {
            0x8000 => Regular,
            0x1000 => Pipe,
            0xC000 => Socket,
            0x2000 or 0x6000 => Device,
            _ => null,
        };
    }

    /// <summary>.NET's own call of <c>stat</c>: the structure of the C library's differs between systems, and no method of .NET tells a file's type.</summary>
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, out Status status);

    /// <summary>The start of <c>Interop.Sys.FileStatus</c> in .NET's source.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct Status
    {
        public int Flags;
        public int Mode;
    }
}
