namespace PromptGen.Encoders;

/// <summary>The kinds of tokenizer that checkpoints come with; the checkpoint's own files decide the rest.</summary>
public enum TokenizerKind
{
    /// <summary>Greedy longest match over <c>vocab.txt</c> (BERT).</summary>
    WordPiece,

    /// <summary>Byte-level BPE over <c>vocab.json</c> and <c>merges.txt</c> (RoBERTa, GPT-2).</summary>
    ByteLevelBpe,

    /// <summary>A SentencePiece model (DeBERTa v2 and v3).</summary>
    SentencePiece,
}
