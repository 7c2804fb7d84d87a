using System.Buffers.Binary;

namespace PromptGen.Tasks.Reading;

/// <summary>
/// Checks the footer of a Parquet file (Thrift's compact protocol) before Parquet.Net reads it: that library believes any count of items, and a damaged
/// count of two thousand million keeps it busy for hours.
/// </summary>
internal ref struct ParquetFooter
{
    private const int Deepest = 32;

    private ReadOnlySpan<byte> rest;

    /// <summary>Checks a file and leaves it at its start.</summary>
    /// <param name="stream">The file.</param>
    /// <exception cref="InvalidDataException">A part of the footer is longer than what is left of it.</exception>
    public static void Check(Stream stream)
    {
        const int tail = 8; // the footer's length and "PAR1"
        if (stream.Length < tail) return;
        Span<byte> end = stackalloc byte[tail];
        stream.Seek(-tail, SeekOrigin.End);
        stream.ReadExactly(end);
        var length = BinaryPrimitives.ReadInt32LittleEndian(end);
        if (length > 0 && length <= stream.Length - tail)
        {
            var footer = new byte[length];
            stream.Seek(-tail - length, SeekOrigin.End);
            stream.ReadExactly(footer);
            new ParquetFooter { rest = footer }.SkipStruct(0);
        }
        stream.Position = 0;
    }

    private void SkipStruct(int depth)
    {
        if (depth > Deepest) throw Damaged();
        for (int header; (header = Byte()) != 0;)
        {
            if (header >> 4 == 0) Number(); // the field's id
            if ((header & 0xF) is not (1 or 2)) Skip(header & 0xF, depth);
        }
    }

    private void Skip(int type, int depth)
    {
        switch (type)
        {
            case 1 or 2 or 3: Bytes(1); break;
            case 4 or 5 or 6: Number(); break;
            case 7: Bytes(8); break;
            case 8: Bytes(Number()); break;
            case 9 or 10:
                var header = Byte();
                var count = header >> 4 == 15 ? Number() : (ulong)(header >> 4);
                Items(count, depth, header & 0xF, null);
                break;
            case 11:
                var pairs = Number();
                if (pairs == 0) break;
                var types = Byte();
                Items(pairs, depth, types >> 4, types & 0xF);
                break;
            case 12: SkipStruct(depth + 1); break;
            default: throw Damaged();
        }
    }

    private void Items(ulong count, int depth, int type, int? second)
    {
        if (count > (ulong)rest.Length || depth > Deepest) throw Damaged();
        for (; count > 0; count--)
        {
            Skip(type, depth + 1);
            if (second is { } value) Skip(value, depth + 1);
        }
    }

    private ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        throw Damaged();
    }

    private int Byte()
    {
        if (rest.IsEmpty) throw Damaged();
        var value = rest[0];
        rest = rest[1..];
        return value;
    }

    private void Bytes(ulong count)
    {
        if (count > (ulong)rest.Length) throw Damaged();
        rest = rest[(int)count..];
    }

    private static InvalidDataException Damaged() => new("a part of its footer is longer than what is left of it");
}
