using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>The map by which a SentencePiece model normalizes text: from strings of UTF-8 bytes to strings.</summary>
/// <remarks>
/// The file holds the length of a trie, the trie as an array of 32-bit units (Darts-clone), and the results, each ended by a zero byte. Microsoft.ML.Tokenizers
/// applies it without telling what came from where, and leaves characters in that the map drops (U+0007).
/// </remarks>
internal sealed class CharacterMap
{
    public static readonly CharacterMap Empty = new([], new byte[1], default);

    private readonly uint[] units;
    private readonly byte[] results;

    private CharacterMap(uint[] units, byte[] results, ReadOnlySpan<byte> file)
    {
        (this.units, this.results) = (units, results);
        Digest = Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>The SHA-256 of all of it.</summary>
    public string Digest { get; }

    /// <summary>Reads the map.</summary>
    /// <param name="bytes">What the model holds as <c>precompiled_charsmap</c>.</param>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="CheckpointException">The lengths do not fit.</exception>
    public static CharacterMap Read(ReadOnlyMemory<byte> bytes, string path)
    {
        if (bytes.Length == 0) return Empty;
        var span = bytes.Span;
        var length = span.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(span) : 0;
        if (length == 0 || length % 4 != 0 || length > span.Length - 5 || span[^1] != 0)
        {
            throw new CheckpointException($"{path}: the normalization map has {span.Length} bytes and a trie of {length}; "
                + "expected a trie of 4 bytes or a multiple, and results behind it that end in a zero byte.");
        }
        var units = new uint[length / 4];
        for (var i = 0; i < units.Length; i++) units[i] = BinaryPrimitives.ReadUInt32LittleEndian(span[(4 + 4 * i)..]);
        return new CharacterMap(units, span[(4 + (int)length)..].ToArray(), span);
    }

    /// <summary>The longest string of the map that bytes begin with.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="result">What it becomes; it may be empty.</param>
    /// <returns>How many bytes it has; 0: the bytes begin with no string of the map.</returns>
    public int Longest(ReadOnlySpan<byte> bytes, out string result) => Find(bytes, first: false, out result);

    /// <summary>The shortest string of the map that characters begin with, which is the one that Hugging Face's tokenizers take.</summary>
    /// <param name="text">A few characters.</param>
    /// <param name="result">What it becomes; it may be empty.</param>
    /// <returns>Whether there is one.</returns>
    public bool Shortest(ReadOnlySpan<char> text, out string result)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        return Find(bytes[..Encoding.UTF8.GetBytes(text, bytes)], first: true, out result) > 0;
    }

    private int Find(ReadOnlySpan<byte> bytes, bool first, out string result)
    {
        var (length, found) = (0, 0u);
        if (units.Length > 0)
        {
            var node = Offset(units[0]);
            for (var i = 0; i < bytes.Length; i++)
            {
                node ^= bytes[i];
                if (node >= units.Length || (units[node] & 0x800000FF) != bytes[i]) break;
                var unit = units[node];
                node ^= Offset(unit);
                if ((unit >> 8 & 1) == 0 || node >= units.Length) continue;
                var value = units[node] & 0x7FFFFFFF;
                if (value < results.Length) (length, found) = (i + 1, value);
                if (first && length > 0) break;
            }
        }
        var text = results.AsSpan((int)found);
        result = length == 0 ? "" : Encoding.UTF8.GetString(text[..text.IndexOf((byte)0)]);
        return length;
    }

    // Where a unit's children begin, relative to it (Darts-clone, DoubleArrayUnit::offset).
    private static uint Offset(uint unit) => unit >> 10 << (int)((unit & 0x200) >> 6);
}
