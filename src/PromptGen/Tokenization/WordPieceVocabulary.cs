using PromptGen.Checkpoints;
using PromptGen.Files;

namespace PromptGen.Tokenization;

/// <summary>A <c>vocab.txt</c>: one token a line, its id the number of the line, from 0.</summary>
internal sealed class WordPieceVocabulary
{
    public const string FileName = "vocab.txt";

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);

    /// <param name="path">The file, for errors.</param>
    /// <param name="tokens">The tokens by id.</param>
    public WordPieceVocabulary(string path, string[] tokens)
    {
        Path = path;
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

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tokens by id; what is empty takes up an id that no text gets.</summary>
    public string[] Tokens { get; }

    /// <summary>The tokens as a vocabulary.</summary>
    public BaseVocabulary Vocabulary => new(Path, Tokens.Length, ids);

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointException">It is missing, empty, not UTF-8, or holds a token twice.</exception>
    public static WordPieceVocabulary Read(string path)
    {
        if (!File.Exists(path)) throw new CheckpointException($"{path}: there is no such file; a WordPiece tokenizer needs its vocabulary, one token a line.");
        var text = RegularFile.ReadText(path, CheckpointFile.Vocabulary);
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r'));
        return new WordPieceVocabulary(path, [.. text.EndsWith('\n') ? lines.SkipLast(1) : lines]);
    }
}
