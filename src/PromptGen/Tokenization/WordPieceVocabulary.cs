using System.Text;
using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>A <c>vocab.txt</c>: one token a line, its id the number of the line, from 0.</summary>
internal sealed class WordPieceVocabulary
{
    public const string FileName = "vocab.txt";

    private readonly string path;
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);

    private WordPieceVocabulary(string path, string[] tokens)
    {
        this.path = path;
        Tokens = tokens;
        for (var id = 0; id < tokens.Length; id++)
        {
            // An empty line takes up an id that no text gets.
            if (tokens[id].Length == 0 || ids.TryAdd(tokens[id], id)) continue;
            throw new CheckpointException(
                $"{path}({id + 1}): holds '{tokens[id]}' again, which line {ids[tokens[id]] + 1} holds; expected every token once.");
        }
        if (ids.Count == 0) throw new CheckpointException($"{path}: is empty; expected one token a line.");
    }

    /// <summary>The tokens by id.</summary>
    public string[] Tokens { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointException">It is missing, empty, not UTF-8, or holds a token twice.</exception>
    public static WordPieceVocabulary Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (FileNotFoundException e)
        {
            throw new CheckpointException($"{path}: there is no such file; a WordPiece tokenizer needs its vocabulary, one token a line.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path}: cannot be read: {e.Message}", e);
        }

        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var line = bytes.AsSpan(0, e.Index).Count((byte)'\n') + 1;
            throw new CheckpointException($"{path}({line}): is not UTF-8; expected one token a line, in UTF-8.", e);
        }
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r'));
        return new WordPieceVocabulary(path, [.. text.EndsWith('\n') ? lines.SkipLast(1) : lines]);
    }

    /// <summary>The id of a special token.</summary>
    /// <param name="token">Its spelling.</param>
    /// <param name="key">What configuration files call it.</param>
    /// <exception cref="CheckpointException">It is not in the vocabulary.</exception>
    public int Special(string token, string key) => ids.TryGetValue(token, out var id)
        ? id
        : throw new CheckpointException($"{path}: has no '{token}', which is the {key}; expected it among the {Tokens.Length} tokens.");
}
