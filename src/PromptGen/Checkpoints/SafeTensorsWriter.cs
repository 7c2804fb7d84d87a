using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using PromptGen.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Checkpoints;

/// <summary>Writes safetensors files (https://github.com/huggingface/safetensors).</summary>
public static class SafeTensorsWriter
{
    /// <summary>
    /// Writes tensors in the order given. The file appears at once and whole (<see cref="WholeFile"/>); where anything fails, what stood there
    /// before still stands.
    /// </summary>
    /// <param name="path">Where to; a file there is replaced.</param>
    /// <param name="tensors">Any device and any of the types F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL.</param>
    /// <param name="metadata">Free text for the header.</param>
    /// <exception cref="ArgumentException">Two tensors of one name, a name that the format keeps, or a tensor that it cannot hold.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var all = tensors.ToList();
        var header = Header(all, metadata);
        WholeFile.Write(path, file =>
        {
            Span<byte> length = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            file.Write(length);
            file.Write(header);
            foreach (var (_, tensor) in all) Write(file, tensor);
        });
    }

    private static byte[] Header(List<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { SafeTensorsHeader.MetadataKey };
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(SafeTensorsHeader.MetadataKey);
                foreach (var (key, value) in metadata) json.WriteString(WellFormed(key), WellFormed(value));
                json.WriteEndObject();
            }
            var begin = 0L;
            foreach (var (name, tensor) in tensors)
            {
                if (!names.Add(WellFormed(name)))
                    throw new ArgumentException($"The name '{name}' is taken, by another tensor or by the format.", nameof(tensors));
                if (tensor.device_type == DeviceType.META)
                    throw new ArgumentException($"The tensor '{name}' has no memory.", nameof(tensors));
                var type = ElementType.Name(tensor.dtype)
                    ?? throw new ArgumentException($"The tensor '{name}' is {tensor.dtype}; expected {ElementType.Readable}.", nameof(tensors));
                var end = begin + tensor.numel() * tensor.ElementSize;
                json.WriteStartObject(name);
                json.WriteString("dtype", type);
                WriteNumbers(json, "shape", tensor.shape);
                WriteNumbers(json, "data_offsets", [begin, end]);
                json.WriteEndObject();
                begin = end;
            }
            json.WriteEndObject();
        }
        // The length field has 8 bytes, so a header of whole eights aligns the data for every type.
        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static string WellFormed(string text)
    {
        // The JSON writer would put U+FFFD for half a surrogate pair, and the name would not come back.
        _ = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetByteCount(text);
        return text;
    }

    private static void Write(FileStream file, Tensor tensor)
    {
        const long most = 1 << 27; // elements at a time: 1 GiB of the widest, since a span holds less than 2 GiB
        using var scope = NewDisposeScope();
        var flat = tensor.detach().cpu().contiguous().view(-1);
        for (var start = 0L; start < flat.numel(); start += most)
            file.Write(flat.narrow(0, start, Math.Min(most, flat.numel() - start)).bytes);
    }
}
