using System.Text.Json;
using System.Text.Json.Nodes;
using PromptGen.Encoders;
using PromptGen.Tests.Tokenization;
using PromptGen.Tokenization;

namespace PromptGen.Tests.Cases;

/// <summary>
/// The folders of <c>Inputs/AddedTokens.json</c>, which are written from it and from promptgen-mini. Ids and offsets of their texts are those of transformers
/// 5.24.0 with tokenizers 0.23.3; those of <c>wp-json-not-in-decoder</c>, without offsets, are those of 4.57.6.
/// </summary>
internal static class AddedTokenFolders
{
    private static readonly Lazy<JsonObject> Recorded = new(() => Read(Repository.Path("tests", "PromptGen.Tests", "Cases", "Inputs", "AddedTokens.json")));

    /// <summary>The names of all settings.</summary>
    public static IReadOnlyList<string> Names => [.. Settings.Select(setting => (string)setting["name"]!)];

    private static IEnumerable<JsonObject> Settings => Recorded.Value["settings"]!.AsArray().Select(setting => setting!.AsObject());

    /// <summary>Writes a setting's files into a folder.</summary>
    public static void Write(string name, TokenizerFolder folder)
    {
        foreach (var (file, content) in Setting(name)["files"]!.AsObject()) folder.Write(file, Bytes(content!.AsObject()));
    }

    /// <summary>Opens a setting's tokenizer, whatever its kind.</summary>
    public static TextTokenizer Open(string name)
    {
        using var folder = new TokenizerFolder();
        Write(name, folder);
        return TextTokenizer.Open(folder.Path, Enum.GetValues<TokenizerKind>());
    }

    /// <summary>A setting's texts, with ids and, but for one setting, offsets in code points.</summary>
    public static IEnumerable<(string Text, int[] Ids, (int, int)[]? Offsets)> Rows(string name) => Setting(name)["rows"]!.AsArray().Select(row => (
        (string)row![0]!, row[1]!.AsArray().Select(id => (int)id!).ToArray(), row[2]?.AsArray().Select(end => (int)end!).Chunk(2).Select(pair => (pair[0], pair[1])).ToArray()));

    private static JsonObject Setting(string name) => Settings.Single(setting => (string)setting["name"]! == name);

    private static byte[] Bytes(JsonObject content)
    {
        var (how, what) = content.Single();
        return how switch
        {
            "json" => JsonSerializer.SerializeToUtf8Bytes(what),
            "vocab_lines" => System.Text.Encoding.UTF8.GetBytes(string.Concat(File.ReadLines(Mini("vocab.txt")).Take((int)what!).Select(line => line + "\n"))),
            "tokenizer" => JsonSerializer.SerializeToUtf8Bytes(TokenizerJson(what!.AsObject())),
            _ => Own((string)what!),
        };
    }

    private static byte[] Own(string name)
    {
        var bases = Recorded.Value["bases"]!;
        return name switch
        {
            "vocab.json" => JsonSerializer.SerializeToUtf8Bytes(bases["bpe"]!["model"]!["vocab"]),
            "merges.txt" => System.Text.Encoding.UTF8.GetBytes("#version: 0.2\n" + string.Concat(bases["bpe"]!["model"]!["merges"]!.AsArray()
                .Select(merge => (merge is JsonArray pair ? string.Join(' ', pair.Select(token => (string)token!)) : (string)merge!) + "\n"))),
            _ => Convert.FromBase64String((string)bases[name]!),
        };
    }

    private static JsonNode TokenizerJson(JsonObject spec)
    {
        var name = (string)spec["base"]!;
        var json = name == "wordpiece" ? Read(Mini("tokenizer.json")) : Recorded.Value["bases"]![name]!.DeepClone();
        if (name == "wordpiece")
        {
            var vocabulary = json["model"]!["vocab"]!.AsObject();
            foreach (var token in vocabulary.Where(entry => (int)entry.Value! >= (int)spec["pieces"]!).Select(entry => entry.Key).ToList()) vocabulary.Remove(token);
        }
        foreach (var (path, value) in spec["set"]?.AsObject() ?? [])
        {
            var keys = path.Split('/');
            var at = json;
            foreach (var key in keys[..^1]) at = at is JsonArray list ? list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)]! : at[key]!;
            at[keys[^1]] = value?.DeepClone();
        }
        var added = json["added_tokens"]!.AsArray();
        foreach (var token in spec["added"]?.AsArray() ?? [])
        {
            foreach (var same in added.Where(other => (int)other!["id"]! == (int)token!["id"]!).ToList()) added.Remove(same);
            added.Add(token!.DeepClone());
        }
        return json;
    }

    private static string Mini(string file) => Repository.Path("samples", "models", "promptgen-mini", file);

    private static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
}
