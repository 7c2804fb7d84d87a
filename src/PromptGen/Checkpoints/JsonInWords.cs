using System.Text.Json;

namespace PromptGen.Checkpoints;

/// <summary>JSON values as errors speak of them.</summary>
internal static class JsonInWords
{
    /// <summary>What was found, in words; a text as the file spells it, since not every escape in one is a character.</summary>
    public static string InWords(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"'{value.GetRawText()[1..^1]}'",
        _ => value.GetRawText(),
    };
}
