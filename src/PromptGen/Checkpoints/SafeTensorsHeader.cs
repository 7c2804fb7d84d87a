using System.Text;
using System.Text.Json;
using PromptGen.Files;

namespace PromptGen.Checkpoints;

/// <summary>The JSON header of a safetensors file: its tensors, in the order of their bytes, and its free text.</summary>
/// <param name="Tensors">In the order of their bytes.</param>
/// <param name="Metadata">The header's <c>__metadata__</c>.</param>
internal sealed record SafeTensorsHeader(IReadOnlyList<SafeTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The name that the format keeps for free text.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>No tensor of libtorch has more axes (its dimension sets are 64 bits wide).</summary>
    public const int MostAxes = 64;

    /// <summary>Far more than any file has; each takes memory many times its few bytes of the header.</summary>
    private const int MostTensors = 1 << 18;

    /// <summary>Characters of free text.</summary>
    private const int LongestMetadata = 1 << 24;

    /// <summary>Reads and checks a header: afterwards its tensors fill the data exactly, each with as many bytes as type and shape need.</summary>
    /// <param name="json">The header, without the length field.</param>
    /// <param name="dataLength">Bytes of the file after the header.</param>
    /// <param name="source">What errors call the file.</param>
    /// <exception cref="CheckpointException">It is not a sound header for that much data.</exception>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength, string source)
    {
        if (json.IsEmpty || json[0] != '{')
            throw new CheckpointException($"{source}: its header does not begin with '{{', so this is not a safetensors file.");
        var parser = new Parser(json, source);
        try
        {
            var header = parser.Header();
            CheckLayout(header.Tensors, dataLength, source);
            return header;
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{JsonFault.Describe($"{source}: header", json, "is not JSON", e)}.", e);
        }
    }

    private static void CheckLayout(IReadOnlyList<SafeTensor> tensors, long dataLength, string source)
    {
        var end = 0L;
        var previous = "the header";
        foreach (var tensor in tensors)
        {
            var place = $"{source}: '{tensor.Name}' is said to lie at bytes {tensor.Begin} to {tensor.End} of the data";
            if (tensor.End > dataLength)
                throw new CheckpointException($"{place}, which end after {dataLength} bytes; the file is cut off or its offsets are wrong.");
            if (tensor.Begin < end)
                throw new CheckpointException($"{place}, which overlaps {previous}; expected byte {end} or later.");
            if (tensor.Begin > end)
                throw new CheckpointException($"{place}, and bytes {end} to {tensor.Begin} before it belong to no tensor; expected byte {end}.");
            (end, previous) = (tensor.End, $"'{tensor.Name}'");
        }
        if (end != dataLength)
            throw new CheckpointException($"{source}: its tensors end at byte {end} of the data, and {dataLength - end} more bytes follow; expected none.");
    }

    private ref struct Parser(ReadOnlySpan<byte> json, string source)
    {
        private Utf8JsonReader reader = new(json);

        public SafeTensorsHeader Header()
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            var tensors = new List<SafeTensor>();
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            reader.Read();
            while (NextProperty(out var name))
            {
                if (!names.Add(name)) throw Wrong($"two entries named '{name}'", "different names");
                if (name == MetadataKey) ReadMetadata(metadata);
                else if (tensors.Count < MostTensors) tensors.Add(ReadTensor(name));
                else throw Wrong($"more than {MostTensors} tensors", "fewer");
            }
            reader.Read(); // throws where more than white space follows
            tensors.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
            return new SafeTensorsHeader(tensors, metadata);
        }

        private void ReadMetadata(Dictionary<string, string> metadata)
        {
            Open(JsonTokenType.StartObject, MetadataKey, "an object of texts");
            var length = 0L;
            while (NextProperty(out var key))
            {
                reader.Read();
                if ((length += key.Length + reader.ValueSpan.Length) > LongestMetadata) throw Wrong($"more than {LongestMetadata} bytes in {MetadataKey}", "fewer");
                if (reader.TokenType != JsonTokenType.String) throw Wrong($"{MetadataKey} with {Token()} as '{key}'", "a text");
                if (!metadata.TryAdd(key, Text())) throw Wrong($"{MetadataKey} with two entries '{key}'", "different names");
            }
        }

        private SafeTensor ReadTensor(string name)
        {
            string? type = null;
            long[]? shape = null, offsets = null;
            Open(JsonTokenType.StartObject, name, "an object with dtype, shape and data_offsets");
            while (NextProperty(out var key))
            {
                switch (key)
                {
                    case "dtype" when type is null:
                        reader.Read();
                        type = reader.TokenType == JsonTokenType.String ? ElementType.Known(Text()) : throw Wrong($"'{name}' with {Token()} as dtype", "a text such as F32");
                        break;
                    case "shape" when shape is null: shape = Numbers(name, key); break;
                    case "data_offsets" when offsets is null: offsets = Numbers(name, key); break;
                    case "dtype" or "shape" or "data_offsets": throw Wrong($"'{name}' with two {key}", "one");
                    default: reader.Skip(); break;
                }
            }
            if (type is null || shape is null || offsets is null)
                throw Wrong($"'{name}' without {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}", "dtype, shape and data_offsets");
            if (offsets is not [var begin, var end] || begin > end)
                throw Wrong($"'{name}' with data_offsets [{string.Join(", ", offsets)}]", "a begin and an end that is not before it");

            var tensor = new SafeTensor(name, type, shape, begin, end);
            if (ElementType.Size(type) is { } size && Bytes(tensor, size) is var bytes && bytes != end - begin)
                throw Wrong($"'{name}' with {end - begin} bytes at [{begin}, {end}]", $"{bytes}, since it is {tensor}");
            return tensor;
        }

        private readonly long Bytes(StoredTensor tensor, int size)
        {
            // Strides are products of axes too, so an axis of 0 does not excuse the others.
            Int128 bytes = size;
            var empty = false;
            foreach (var axis in tensor.Shape)
            {
                empty |= axis == 0;
                bytes *= Math.Max(axis, 1);
                if (bytes > long.MaxValue) throw Wrong($"'{tensor.Name}' with shape [{string.Join(", ", tensor.Shape)}]", "less than 2⁶³ bytes");
            }
            return empty ? 0 : (long)bytes;
        }

        private long[] Numbers(string name, string key)
        {
            var numbers = new List<long>();
            Open(JsonTokenType.StartArray, $"{name}' with '{key}", "an array of whole numbers");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                    throw Wrong($"'{name}' with {Token()} in {key}", "whole numbers from 0 to below 2⁶³");
                if (numbers.Count == MostAxes) throw Wrong($"'{name}' with more than {MostAxes} numbers in {key}", "fewer");
                numbers.Add(number);
            }
            return [.. numbers];
        }

        private void Open(JsonTokenType expected, string name, string what)
        {
            reader.Read();
            if (reader.TokenType != expected) throw Wrong($"'{name}' as {Token()}", what);
        }

        private bool NextProperty(out string name)
        {
            name = reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? Text() : "";
            return reader.TokenType == JsonTokenType.PropertyName;
        }

        private readonly string Text()
        {
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException e)
            {
                throw new CheckpointException($"{source}: its header, byte {reader.TokenStartIndex}: holds a text that is not valid Unicode.", e);
            }
        }

        private readonly string Token() => reader.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "a text",
            JsonTokenType.Number => reader.ValueSpan.Length <= 40 ? Encoding.UTF8.GetString(reader.ValueSpan) : "a very long number",
            _ => reader.TokenType.ToString().ToLowerInvariant(),
        };

        private readonly CheckpointException Wrong(string found, string expected) =>
            new($"{source}: its header, byte {reader.TokenStartIndex}: found {found}; expected {expected}.");
    }
}
