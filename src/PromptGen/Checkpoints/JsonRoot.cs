using System.Text.Json;
using PromptGen.Files;

namespace PromptGen.Checkpoints;

/// <summary>The object that a JSON file is.</summary>
internal static class JsonRoot
{
    /// <summary>Reads a file and takes what is wanted out of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it should be; its errors are <see cref="CheckpointException"/>.</param>
    /// <param name="read">Takes it out; the element is gone afterwards.</param>
    /// <exception cref="CheckpointException">It cannot be read, or what <see cref="Parse"/> says.</exception>
    public static T Read<T>(string path, FileKind kind, Func<JsonElement, T> read) => Parse(RegularFile.ReadUtf8(path, kind), path, kind.Expected, read);

    /// <summary>Parses a file's content and takes what is wanted out of it.</summary>
    /// <param name="utf8">The content, without a byte order mark.</param>
    /// <param name="source">What errors call it.</param>
    /// <param name="expected">What errors expect where it is no object.</param>
    /// <param name="read">Takes it out; the element is gone afterwards.</param>
    /// <exception cref="CheckpointException">
    /// It is not JSON, not an object, an object in it has a name twice, or <paramref name="read"/> met a text that is not valid Unicode.
    /// </exception>
    public static T Parse<T>(ReadOnlyMemory<byte> utf8, string source, string expected, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, JsonFault.Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(document.RootElement)
                : throw new CheckpointException($"{source}: holds {document.RootElement.InWords()}; expected {expected}.");
        }
        catch (InvalidOperationException e)
        {
            throw new CheckpointException($"{source}: holds a text that is not valid Unicode; expected JSON in UTF-8.", e);
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{JsonFault.Describe(source, utf8.Span, "is not JSON", e)}.", e);
        }
    }
}
