using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PromptGen.Checkpoints.Pickles;

/// <summary>A file within a zip archive.</summary>
/// <param name="Start">Its first byte in the archive.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Packed">The bytes that it takes, where it is compressed; else null.</param>
internal readonly record struct ZipEntry(long Start, long Length, long? Packed);

/// <summary>
/// The directory of a zip archive (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3). System.IO.Compression has one too, but
/// does not tell where an entry lies, and without that nothing can be mapped.
/// </summary>
/// <param name="file">The archive.</param>
internal sealed class ZipDirectory(MappedFile file)
{
    private const long LongestDirectory = 1 << 26;
    private const uint Narrow = uint.MaxValue;

    /// <summary>Deflate writes at best two bits for 258 bytes.</summary>
    private const int BestCompression = 1032;

    private readonly Dictionary<string, (ushort Method, long Packed, long Length, long Header)> entries = new(StringComparer.Ordinal);

    private long end;

    /// <summary>The names of its files.</summary>
    public IEnumerable<string> Names => entries.Keys;

    /// <summary>Reads the directory.</summary>
    /// <exception cref="CheckpointException">It is damaged.</exception>
    public static ZipDirectory Read(MappedFile file)
    {
        var directory = new ZipDirectory(file);
        var (start, length) = directory.Place();
        if (start < 0 || length is < 0 or > LongestDirectory || start > file.Length - length)
            throw directory.Wrong($"its directory is said to be {length} bytes at byte {start} of {file.Length}; the file is cut off or damaged");
        directory.end = start;
        var bytes = new byte[length];
        file.ReadExactly(bytes, start);
        directory.ReadEntries(bytes, start);
        return directory;
    }

    /// <summary>Whether there is a file of a name.</summary>
    public bool Has(string name) => entries.ContainsKey(name);

    /// <summary>Finds a file of a name, or null.</summary>
    /// <exception cref="CheckpointException">It does not lie where the directory says.</exception>
    public ZipEntry? Find(string name)
    {
        if (!entries.TryGetValue(name, out var entry)) return null;
        if (entry.Method is not (0 or 8)) throw Wrong($"'{name}' is compressed by method {entry.Method}; expected 0, stored, or 8, deflated");
        Span<byte> header = stackalloc byte[30];
        if (entry.Header < 0 || entry.Header > end - header.Length) throw Wrong($"'{name}' is said to lie at byte {entry.Header}; the directory begins at {end}");
        file.ReadExactly(header, entry.Header);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != 0x04034b50) throw Wrong($"'{name}' is said to lie at byte {entry.Header}, and no entry begins there");
        var start = entry.Header + header.Length + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (entry.Packed < 0 || entry.Packed > end - start) throw Wrong($"'{name}' is said to be {entry.Packed} bytes at byte {start}; the directory begins at {end}");
        if (entry.Length < 0 || (entry.Method == 0 ? entry.Length != entry.Packed : entry.Length / BestCompression > entry.Packed))
            throw Wrong($"'{name}' is said to be {entry.Length} bytes in {entry.Packed}, method {entry.Method}, which cannot be");
        return new ZipEntry(start, entry.Length, entry.Method == 0 ? null : entry.Packed);
    }

    /// <summary>Opens a compressed file for reading from its start.</summary>
    public Stream Unpack(ZipEntry entry)
    {
        var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        stream.Position = entry.Start;
        return new DeflateStream(stream, CompressionMode.Decompress);
    }

    /// <summary>The start and length of the directory, which the end of the file tells.</summary>
    private (long Start, long Length) Place()
    {
        const int record = 22, longestComment = ushort.MaxValue;
        var tail = new byte[Math.Min(file.Length, record + longestComment)];
        var tailStart = file.Length - tail.Length;
        file.ReadExactly(tail, tailStart);
        for (var at = tail.Length - record; at >= 0; at--)
        {
            var bytes = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != 0x06054b50 || BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]) != bytes.Length - record) continue;
            return Place64(tailStart + at) ?? (BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]));
        }
        throw Wrong("it does not end with a directory; the file is cut off or damaged");
    }

    /// <summary>The same for an archive that may be longer than 4 GiB, if it has that record.</summary>
    private (long Start, long Length)? Place64(long endRecord)
    {
        Span<byte> locator = stackalloc byte[20], record = stackalloc byte[56];
        if (endRecord < locator.Length) return null;
        file.ReadExactly(locator, endRecord - locator.Length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != 0x07064b50) return null;
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (at < 0 || at > endRecord - record.Length) throw Wrong($"the record of its directory is said to lie at byte {at}");
        file.ReadExactly(record, at);
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != 0x06064b50) throw Wrong($"the record of its directory is said to lie at byte {at}, and is not there");
        return (BinaryPrimitives.ReadInt64LittleEndian(record[48..]), BinaryPrimitives.ReadInt64LittleEndian(record[40..]));
    }

    private void ReadEntries(ReadOnlySpan<byte> bytes, long start)
    {
        const int record = 46;
        for (var at = 0; at < bytes.Length;)
        {
            var entry = bytes[at..];
            if (entry.Length < record || BinaryPrimitives.ReadUInt32LittleEndian(entry) != 0x02014b50) throw Wrong($"byte {start + at} begins no entry of its directory");
            int name = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]), extra = BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]);
            var next = record + name + extra + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
            if (next > entry.Length) throw Wrong($"the entry of its directory at byte {start + at} is cut off");
            if ((BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]) & 1) != 0) throw Wrong($"the entry of its directory at byte {start + at} is encrypted");
            var wide = Wide(entry.Slice(record + name, extra));
            var length = Number(entry[24..], ref wide, start + at);
            var packed = Number(entry[20..], ref wide, start + at);
            var header = Number(entry[42..], ref wide, start + at);
            var text = Encoding.UTF8.GetString(entry.Slice(record, name));
            if (!entries.TryAdd(text, (BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]), packed, length, header))) throw Wrong($"its directory has two entries '{text}'");
            at += next;
        }
    }

    /// <summary>A number that stands among the wide ones where four bytes are too few for it.</summary>
    private long Number(ReadOnlySpan<byte> field, ref ReadOnlySpan<byte> wide, long at)
    {
        var number = BinaryPrimitives.ReadUInt32LittleEndian(field);
        if (number != Narrow) return number;
        if (wide.Length < sizeof(long)) throw Wrong($"the entry of its directory at byte {at} lacks a number");
        var value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[sizeof(long)..];
        return value;
    }

    /// <summary>The wide numbers among an entry's extra fields.</summary>
    private static ReadOnlySpan<byte> Wide(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra), length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (id == 1) return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }
        return [];
    }

    private CheckpointException Wrong(string what) => new($"{file.Path}: as a zip archive: {what}.");
}
