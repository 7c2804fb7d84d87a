using PromptGen.Files;

namespace PromptGen.Checkpoints;

/// <summary>The kinds of files in a checkpoint folder, and how large each may be: several times what the largest published ones are.</summary>
internal static class CheckpointFile
{
    public static readonly FileKind
        Config = Kind("a configuration, a JSON object", 1 << 25),
        Index = Kind("the index of a sharded checkpoint, a JSON object", 100_000_000),
        SafeTensors = Kind("a safetensors file", long.MaxValue),
        Pickle = Kind("a file of torch.save", long.MaxValue),
        Vocabulary = Kind("one token a line", 1 << 28),
        Merges = Kind("two tokens a line", 1 << 28),
        SentencePiece = Kind("a SentencePiece model", 1 << 28),
        Tokenizer = Kind("a JSON object", 1 << 28),
        Case = Kind("the description of a case, a JSON object", 1 << 25);

    private static FileKind Kind(string expected, long mostBytes) => new(expected, (message, inner) => new CheckpointException(message, inner)) { MostBytes = mostBytes };
}
