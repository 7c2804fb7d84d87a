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
        return JsonRoot.Read(path, CheckpointFile.Tokenizer, root =>
        {
            Check(root);
            return root.Clone();
        });
    }

    /// <summary>The error of a value that is not what is expected.</summary>
    public static CheckpointException Wrong(string path, string key, string found, string expected) => new($"{path}: '{key}' is {found}; expected {expected}.");

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
