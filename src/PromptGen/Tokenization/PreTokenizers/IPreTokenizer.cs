namespace PromptGen.Tokenization.PreTokenizers;

/// <summary>A step that cuts normalized text into the words that a model spells; <c>ToString</c> says which and how, for fingerprints.</summary>
internal interface IPreTokenizer
{
    /// <summary>The words in order, none of them empty. They are found one after the other, so that who stops early pays for no more.</summary>
    IEnumerable<TextStretch> Split(TextStretch text);
}
