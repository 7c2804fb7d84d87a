using System.IO.Compression;
using System.Text;

namespace PromptGen.Tests.Checkpoints;

/// <summary>Writes zip archives as <c>torch.save</c> does: stored data begins at multiples of 64 bytes.</summary>
internal static class ZipWriter
{
    /// <param name="entries">The files.</param>
    /// <param name="deflated">Compressed instead.</param>
    /// <param name="wide">With 64-bit numbers.</param>
    public static byte[] Of(IEnumerable<(string Name, byte[] Data)> entries, bool deflated = false, bool wide = false)
    {
        var archive = new MemoryStream();
        var directory = new MemoryStream();
        var count = 0;
        foreach (var (name, data) in entries)
        {
            var start = (uint)archive.Position;
            var utf8 = Encoding.UTF8.GetBytes(name);
            var stored = deflated ? Deflated(data) : data;
            var method = (ushort)(deflated ? 8 : 0);
            var padding = 63 - (int)((start + 30 + utf8.Length + 4 + 63) % 64);
            var extra = deflated ? [] : (byte[])[.. "FB"u8, .. BitConverter.GetBytes((ushort)padding), .. new byte[padding]];
            archive.Write([.. "PK\u0003\u0004"u8, 0, 0, 0, 0, .. BitConverter.GetBytes(method), .. new byte[8],
                .. BitConverter.GetBytes(stored.Length), .. BitConverter.GetBytes(data.Length),
                .. BitConverter.GetBytes((ushort)utf8.Length), .. BitConverter.GetBytes((ushort)extra.Length), .. utf8, .. extra, .. stored]);

            byte[] numbers = wide ? [1, 0, 24, 0, .. BitConverter.GetBytes((long)data.Length), .. BitConverter.GetBytes((long)stored.Length), .. BitConverter.GetBytes((long)start)] : [];
            directory.Write([.. "PK\u0001\u0002"u8, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(method), .. new byte[8],
                .. BitConverter.GetBytes(wide ? uint.MaxValue : (uint)stored.Length), .. BitConverter.GetBytes(wide ? uint.MaxValue : (uint)data.Length),
                .. BitConverter.GetBytes((ushort)utf8.Length), .. BitConverter.GetBytes((ushort)numbers.Length), .. new byte[10],
                .. BitConverter.GetBytes(wide ? uint.MaxValue : start), .. utf8, .. numbers]);
            count++;
        }
        var at = archive.Position;
        archive.Write(directory.ToArray());
        if (wide)
        {
            var record = archive.Position;
            archive.Write([.. "PK\u0006\u0006"u8, .. BitConverter.GetBytes(44L), .. new byte[12], .. BitConverter.GetBytes((long)count), .. BitConverter.GetBytes((long)count),
                .. BitConverter.GetBytes(directory.Length), .. BitConverter.GetBytes(at)]);
            archive.Write([.. "PK\u0006\u0007"u8, 0, 0, 0, 0, .. BitConverter.GetBytes(record), 1, 0, 0, 0]);
        }
        archive.Write([.. "PK\u0005\u0006"u8, 0, 0, 0, 0, .. BitConverter.GetBytes((ushort)count), .. BitConverter.GetBytes((ushort)count),
            .. BitConverter.GetBytes(wide ? uint.MaxValue : (uint)directory.Length), .. BitConverter.GetBytes(wide ? uint.MaxValue : (uint)at), 0, 0]);
        return archive.ToArray();
    }

    private static byte[] Deflated(byte[] data)
    {
        var packed = new MemoryStream();
        using (var stream = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(data);
        return packed.ToArray();
    }
}
