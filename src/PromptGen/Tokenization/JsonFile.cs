using System.Text.Json;
using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>JSON files of tokenizers, read with errors that name the file and the place.</summary>
internal static class JsonFile
{
    /// <summary>Reads a file that holds an object.</summary>
    /// <exception cref="CheckpointException">It cannot be read, is not a JSON object, or holds a text that is not valid Unicode.</exception>
    public static JsonElement ReadObject(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            using var document = JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            Check(document.RootElement);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new CheckpointException($"{path}: holds {document.RootElement.InWords()}; expected a JSON object.");
        }
        catch (InvalidOperationException e)
        {
            throw new CheckpointException($"{path}: holds a text that is not valid Unicode; expected JSON in UTF-8.", e);
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{path}({e.LineNumber + 1},{e.BytePositionInLine + 1}): is not JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    // A text with half a surrogate pair, or with bytes that are not UTF-8, parses and fails when it is first used: here rather than there.
    private static void Check(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _ = value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Check(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    _ = property.Name;
                    Check(property.Value);
                }
                break;
        }
    }
}
