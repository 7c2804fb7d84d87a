using System.Text.Json;
using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>The form that added tokens have in every file: a text, or an object with <c>content</c> and flags.</summary>
internal static class AddedTokenJson
{
    /// <summary>Reads one; its id is not known yet.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <param name="key">The place in the file, for errors.</param>
    /// <param name="value">The text or object.</param>
    /// <param name="leftStrip">Whether it takes the whitespace before it away, where it is a text.</param>
    /// <exception cref="CheckpointException">It is neither.</exception>
    public static AddedToken Read(string path, string key, JsonElement value, bool leftStrip = false)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) return new AddedToken(text, -1, leftStrip);
        if (value.ValueKind == JsonValueKind.Object)
        {
            if (value.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String
                && content.GetString() is { Length: > 0 } spelling)
            {
                return new AddedToken(spelling, -1, Is("lstrip"), Is("rstrip"), Is("single_word"), Is("normalized"));
            }
            throw JsonFile.Wrong(path, key, "an object without one", "a text, or an object with a text 'content'");
        }
        throw JsonFile.Wrong(path, key, value.InWords(), "a text, or an object with a text 'content'");

        bool Is(string flag) => value.TryGetProperty(flag, out var set) && set.ValueKind == JsonValueKind.True;
    }
}
