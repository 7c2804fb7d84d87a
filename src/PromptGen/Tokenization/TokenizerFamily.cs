namespace PromptGen.Tokenization;

/// <summary>Whose special tokens stand around texts.</summary>
internal enum TokenizerFamily
{
    /// <summary>BERT, ELECTRA and others over WordPiece; ModernBERT over byte-level BPE.</summary>
    Bert,

    /// <summary>MPNet: WordPiece, RoBERTa's special tokens.</summary>
    Mpnet,

    /// <summary>RoBERTa.</summary>
    Roberta,

    /// <summary>GPT-2, which puts nothing around a text.</summary>
    Gpt2,

    /// <summary>DeBERTa v1: RoBERTa's table, other special tokens.</summary>
    Deberta,

    /// <summary>DeBERTa v2 and v3.</summary>
    DebertaV2,

    /// <summary>ALBERT: SentencePiece over text in lower case without accents.</summary>
    Albert,

    /// <summary>XLM-RoBERTa: SentencePiece under fairseq's ids, RoBERTa's special tokens.</summary>
    XlmRoberta,

    /// <summary>CamemBERT: the same with another dictionary.</summary>
    Camembert,

    /// <summary>GLM over BERT's vocabulary (base, large).</summary>
    GlmBert,

    /// <summary>GLM over RoBERTa's table (roberta-large).</summary>
    GlmRoberta,

    /// <summary>GLM over GPT-2's table (2B, 10B).</summary>
    GlmGpt2,

    /// <summary>GLM over a Chinese SentencePiece model (large-chinese, 10B-chinese).</summary>
    GlmChinese,
}
