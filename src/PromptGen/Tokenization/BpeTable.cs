using System.Text.Json;
using PromptGen.Checkpoints;
using PromptGen.Files;

namespace PromptGen.Tokenization;

/// <summary>A <c>vocab.json</c> (ids by token) and a <c>merges.txt</c> (pairs of tokens, what is merged first stands first).</summary>
internal sealed class BpeTable
{
    public const string VocabularyFile = "vocab.json", MergesFile = "merges.txt";

    /// <summary>The tokens that spell one byte each, by byte: printable Latin-1 as it is, all else moved behind U+0100 (GPT-2, <c>bytes_to_unicode</c>).</summary>
    public static readonly string[] Bytes = SpellBytes();

    /// <param name="path">The vocabulary's file, for errors.</param>
    /// <param name="vocabulary">Ids by token.</param>
    /// <param name="merges">Pairs, a space between the two.</param>
    /// <param name="place">Where a merge stands, for errors.</param>
    public BpeTable(string path, IReadOnlyDictionary<string, int> vocabulary, IReadOnlyList<string> merges, Func<int, string> place)
    {
        (Path, Vocabulary, Merges) = (path, vocabulary, merges);
        for (var value = 0; value < Bytes.Length; value++)
        {
            if (!vocabulary.ContainsKey(Bytes[value]))
                throw new CheckpointException($"{path}: has no '{Bytes[value]}', which spells the byte {value}; expected a token for each of the 256 bytes.");
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < merges.Count; i++)
        {
            var pair = merges[i].Split(' ');
            if (pair.Length != 2 || pair[0].Length == 0 || pair[1].Length == 0)
                throw new CheckpointException($"{place(i)}: holds '{merges[i]}'; expected two tokens with one space between them.");
            foreach (var token in new[] { pair[0], pair[1], pair[0] + pair[1] })
            {
                if (!vocabulary.ContainsKey(token))
                    throw new CheckpointException($"{place(i)}: merges '{merges[i]}', but {path} has no '{token}'; expected both tokens and what they make in the vocabulary.");
            }
            if (!seen.Add(merges[i])) throw new CheckpointException($"{place(i)}: holds '{merges[i]}' again; expected every merge once.");
        }
    }

    /// <summary>The tokens as a vocabulary.</summary>
    public BaseVocabulary Base => new(Path, Vocabulary.Values.Max() + 1, Vocabulary);

    public string Path { get; }

    public IReadOnlyDictionary<string, int> Vocabulary { get; }

    public IReadOnlyList<string> Merges { get; }

    /// <summary>Reads a folder's two files.</summary>
    /// <exception cref="CheckpointException">One is missing or damaged, or they do not fit each other.</exception>
    public static BpeTable Read(string folder)
    {
        var (vocabularyPath, mergesPath) = (System.IO.Path.Combine(folder, VocabularyFile), System.IO.Path.Combine(folder, MergesFile));
        foreach (var (path, what) in new[] { (vocabularyPath, "vocabulary"), (mergesPath, "merges") })
        {
            if (File.Exists(path)) continue;
            var pickle = File.Exists(System.IO.Path.Combine(folder, "bpe_encoder.bin")) ? "; bpe_encoder.bin, which lies there, is a Python pickle and not read" : "";
            throw new CheckpointException($"{path}: there is no such file; a byte-level BPE tokenizer needs its {what}, or a {TokenizerJson.FileName}{pickle}.");
        }
        var vocabulary = ReadIds(vocabularyPath, null, JsonFile.ReadObject(vocabularyPath));
        var lines = ReadLines(mergesPath);
        var first = lines.Count > 0 && lines[0].StartsWith("#version", StringComparison.Ordinal) ? 1 : 0;
        return new BpeTable(vocabularyPath, vocabulary, lines[first..], i => $"{mergesPath}({i + first + 1})");
    }

    /// <summary>Reads ids by token.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <param name="key">The key in the file, for errors.</param>
    /// <param name="json">An object.</param>
    /// <exception cref="CheckpointException">A value is no id, or a token or an id is there twice.</exception>
    public static Dictionary<string, int> ReadIds(string path, string? key, JsonElement json)
    {
        var place = key is null ? path : $"{path}: '{key}'";
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var tokens = new Dictionary<int, string>();
        foreach (var entry in json.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out var id) || id is < 0 or >= SpecialTokenSet.MostIds)
                throw new CheckpointException($"{place}: '{entry.Name}' is {entry.Value.InWords()}; expected its id, a whole number from 0 to {SpecialTokenSet.MostIds - 1}.");
            if (!ids.TryAdd(entry.Name, id)) throw new CheckpointException($"{place}: holds '{entry.Name}' again; expected every token once.");
            if (!tokens.TryAdd(id, entry.Name))
                throw new CheckpointException($"{place}: '{entry.Name}' has the id {id}, which '{tokens[id]}' has; expected every id once.");
        }
        return ids.Count > 0 ? ids : throw new CheckpointException($"{place}: is empty; expected ids by token.");
    }

    private static List<string> ReadLines(string path)
    {
        var lines = RegularFile.ReadText(path, CheckpointFile.Merges).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        while (lines.Count > 0 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    private static string[] SpellBytes()
    {
        var moved = 0x100;
        return [.. Enumerable.Range(0, 256).Select(value => ((char)(value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? value : moved++)).ToString())];
    }
}
