using PromptGen.Checkpoints;
using PromptGen.Tests.Tokenization;
using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Cases;

/// <summary>What wins where tokenizer.json lies beside vocab.txt (the ids are in <see cref="Case05AddedTokenMatchesOneSpellingOnlyTests"/>), and what is said or refused.</summary>
public sealed class Case06AddedTokensOfTokenizerJsonIgnoredTests : IDisposable
{
    private readonly TokenizerFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("wp-json-beside-vocab", null)]
    [InlineData("wp-json-and-decoder-disagree", "tokenizer.json: says something else of the added token 'zorgon' than")]
    [InlineData("wp-json-not-in-decoder", "tokenizer.json: adds the token 'zorgon', which 'added_tokens_decoder' of tokenizer_config.json lacks; it is read.")]
    [InlineData("wp-json-and-added-tokens-json-disagree", "added_tokens.json: says something else of the added token 'zorgon' than")]
    [InlineData("wp-hole-in-the-ids", "tokenizer_config.json: gives 'zorgon' the id 8187; it gets 8184, as in Hugging Face.")]
    [InlineData("wp-lowercase-config-over-json", "tokenizer.json disagrees with 'do_lower_case' of tokenizer_config.json; true counts, as in Hugging Face's BertTokenizer.")]
    [InlineData("wp-vocab-disagrees", "vocab.txt and tokenizer.json hold different vocabularies; tokenizer.json counts, as in Hugging Face.")]
    public void Files_that_disagree_are_said(string name, string? note)
    {
        var notes = AddedTokenFolders.Open(name).Notes;
        if (note is null) Assert.Empty(notes);
        else Assert.Contains(notes, text => text.Contains(note, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"BertNormalizer\"", "\"Lowercase\"", "'normalizer' is 'Lowercase'; expected 'BertNormalizer', as BertTokenizer has.")]
    [InlineData("\"BertPreTokenizer\"", "\"Whitespace\"", "'pre_tokenizer' is 'Whitespace'; expected 'BertPreTokenizer', as BertTokenizer has.")]
    [InlineData("\"clean_text\":true", "\"clean_text\":false", "'normalizer.clean_text' is false; expected true.")]
    [InlineData("\"max_input_chars_per_word\":100", "\"max_input_chars_per_word\":7", "'model.max_input_chars_per_word' is 7; expected 100.")]
    public void A_pipeline_that_is_not_its_classs_own_is_refused(string part, string other, string expected)
    {
        AddedTokenFolders.Write("wp-json-beside-vocab", folder);
        var path = Path.Combine(folder.Path, "tokenizer.json");
        var json = File.ReadAllText(path);
        Assert.Contains(part, json, StringComparison.Ordinal);
        folder.Write("tokenizer.json", json.Replace(part, other, StringComparison.Ordinal));
        Assert.EndsWith(expected, Assert.Throws<CheckpointException>(() => WordPieceTokenizer.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_vocabulary_in_both_files_says_nothing_and_has_one_fingerprint()
    {
        foreach (var file in new[] { "vocab.txt", "tokenizer_config.json", "config.json" }) folder.Copy(Repository.Path("samples", "models", "promptgen-mini", file), file);
        var alone = WordPieceTokenizer.Open(folder.Path);
        folder.Copy(Repository.Path("samples", "models", "promptgen-mini", "tokenizer.json"), "tokenizer.json");
        var both = WordPieceTokenizer.Open(folder.Path);
        Assert.Empty(both.Notes);
        Assert.Equal(alone.Fingerprint, both.Fingerprint);
    }
}
