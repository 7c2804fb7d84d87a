namespace PromptGen.Tasks;

/// <summary>How the word and two sentences of WiC become texts; the numbers are those of P-tuning v2's <c>--template_id</c>.</summary>
public enum WicTemplate
{
    /// <summary>One text: both sentences, then whether the word has the same meaning in them; what the authors take for RoBERTa.</summary>
    Question = 0,

    /// <summary>Two texts, each the word, a colon and a sentence; what the authors take for BERT.</summary>
    WordBeforeSentences = 1,
}
