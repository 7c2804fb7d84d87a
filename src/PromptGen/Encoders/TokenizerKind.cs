namespace PromptGen.Encoders;

/// <summary>The kinds of tokenizer that checkpoints come with; the checkpoint's own files decide the rest.</summary>
public enum TokenizerKind
{
    /// <summary>Greedy longest match over <c>vocab.txt</c> (BERT; GLM base and large).</summary>
    WordPiece,

    /// <summary>Byte-level BPE over <c>vocab.json</c> and <c>merges.txt</c> (RoBERTa, DeBERTa v1, GPT-2; GLM roberta-large, 2B and 10B).</summary>
    ByteLevelBpe,

    /// <summary>A SentencePiece model (DeBERTa v2 and v3, XLM-RoBERTa, CamemBERT; the Chinese GLM models).</summary>
    SentencePiece,
}
