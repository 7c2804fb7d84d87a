using System.Text.Json;

namespace PromptGen.Checkpoints;

/// <summary>The object that a JSON file is.</summary>
internal static class JsonRoot
{
    /// <summary>Parses a file's content and takes what is wanted out of it.</summary>
    /// <param name="utf8">The content, without a byte order mark.</param>
    /// <param name="source">What errors call it.</param>
    /// <param name="expected">What errors expect where it is no object.</param>
    /// <param name="read">Takes it out; the element is gone afterwards.</param>
    /// <exception cref="CheckpointException">It is not JSON, not an object, or <paramref name="read"/> met a text that is not valid Unicode.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> utf8, string source, string expected, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(document.RootElement)
                : throw new CheckpointException($"{source}: holds {document.RootElement.InWords()}; {expected}.");
        }
        catch (InvalidOperationException e)
        {
            throw new CheckpointException($"{source}: holds a text that is not valid Unicode; expected JSON in UTF-8.", e);
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{source}({e.LineNumber + 1},{e.BytePositionInLine + 1}): is not JSON: {e.Message}", e);
        }
    }

    /// <summary>A file's bytes without a byte order mark.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(byte[] utf8) => utf8.AsMemory(utf8.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
}
