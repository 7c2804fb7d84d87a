using System.Buffers.Binary;
using System.Text;

namespace PromptGen.Checkpoints.Pickles;

/// <summary>The bytes of a pickle, read from front to end through a buffer, with errors that say where.</summary>
/// <param name="read">Gives bytes at an offset.</param>
/// <param name="start">The offset of the first.</param>
/// <param name="end">The offset behind the last.</param>
/// <param name="place">File and part, for errors.</param>
internal sealed class PickleBytes(MappedFile.FillBytes read, long start, long end, string place)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] buffer = new byte[4096];
    private int next, filled;
    private long behindBuffer = start;

    /// <summary>The offset of the next byte.</summary>
    public long Position => behindBuffer - filled + next;

    /// <summary>Where errors say something is; set to the beginning of each instruction.</summary>
    public long Marked { get; set; } = start;

    private long Left => end - Position;

    public byte Byte()
    {
        if (next == filled) Fill();
        return buffer[next++];
    }

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(sizeof(ushort)));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(sizeof(ulong)));

    public double DoubleBigEndian() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(sizeof(double)));

    /// <summary>So many bytes, of which memory is taken only where they are there.</summary>
    public byte[] Bytes(ulong length)
    {
        Check(length);
        var bytes = new byte[length];
        for (var done = 0; done < bytes.Length;)
        {
            if (next == filled) Fill();
            var part = Math.Min(filled - next, bytes.Length - done);
            buffer.AsSpan(next, part).CopyTo(bytes.AsSpan(done));
            (next, done) = (next + part, done + part);
        }
        return bytes;
    }

    /// <summary>Passes bytes by.</summary>
    public void Skip(ulong length)
    {
        Check(length);
        behindBuffer = Position + (long)length;
        next = filled = 0;
    }

    /// <summary>UTF-8 of so many bytes.</summary>
    public string Text(ulong length) => Decoded(Utf8, Bytes(length));

    /// <summary>A line without its end.</summary>
    public string Line()
    {
        var bytes = new List<byte>();
        for (byte value; (value = Byte()) != '\n';) bytes.Add(value);
        return Decoded(Utf8, [.. bytes]);
    }

    public CheckpointException Wrong(string found, string expected) => new($"{place}, byte {Marked}: found {found}; expected {expected}.");

    private string Decoded(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("a text that is not UTF-8", "a text");
        }
    }

    private void Check(ulong length)
    {
        if (length > (ulong)Left) throw Wrong($"something of {length} bytes", $"at most {Left}, where the pickle ends");
    }

    private void Fill()
    {
        if (Left == 0) throw Wrong("the end", "a pickle that ends with STOP");
        var count = (int)Math.Min(buffer.Length, end - behindBuffer);
        read(buffer.AsSpan(0, count), behindBuffer);
        behindBuffer += count;
        (next, filled) = (0, count);
    }
}
