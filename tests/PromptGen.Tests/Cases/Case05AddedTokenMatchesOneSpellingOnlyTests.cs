using System.Text;
using PromptGen.Tests.Tokenization;
using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Cases;

/// <summary>
/// Added tokens are found as Hugging Face's tokenizers find them: raw ones in the text, normalized ones in each stretch's normalized text. The 66 settings
/// of <see cref="AddedTokenFolders"/> are also those of cases 06, 07 and 18.
/// </summary>
public sealed class Case05AddedTokenMatchesOneSpellingOnlyTests
{
    public static TheoryData<string> Names => [.. AddedTokenFolders.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Ids_and_offsets_are_those_of_Hugging_Face(string name)
    {
        var tokenizer = AddedTokenFolders.Open(name);
        var count = 0;
        foreach (var (text, ids, offsets) in AddedTokenFolders.Rows(name))
        {
            var row = tokenizer.Encode(text);
            Assert.Equal((text, string.Join(' ', ids)), (text, string.Join(' ', row.Ids)));
            if (offsets is not null) Assert.Equal((text, string.Join(' ', offsets)), (text, string.Join(' ', row.Offsets.Select(offset => CodePoints(text, offset)))));
            Assert.Equal(row.Length, row.Spans.Count);
            count++;
        }
        Assert.True(count >= 3, $"{count}");
    }

    [Fact]
    public void All_684_texts_are_there() => Assert.Equal((66, 684), (AddedTokenFolders.Names.Count, AddedTokenFolders.Names.Sum(name => AddedTokenFolders.Rows(name).Count())));

    [Theory]
    [InlineData('a', true)]
    [InlineData('٣', true)]
    [InlineData('_', true)]
    [InlineData('‿', true)]
    [InlineData('Ⅷ', true)]
    [InlineData('ⓐ', true)]
    [InlineData('\u0301', true)]
    [InlineData('\u0903', true)]
    [InlineData('\u20DD', true)]
    [InlineData('\u200C', true)]
    [InlineData('\u200D', true)]
    [InlineData('²', false)]
    [InlineData('½', false)]
    [InlineData('①', false)]
    [InlineData('\'', false)]
    [InlineData('-', false)]
    [InlineData('\u200B', false)]
    [InlineData('\u2581', false)]
    public void Word_characters_are_those_of_Rust(char character, bool isWord) => Assert.Equal(isWord, AddedTokens.IsWord(new Rune(character)));

    [Fact]
    public void An_id_that_the_vocabulary_gives_to_another_token_is_an_error_that_names_both()
    {
        using var folder = new TokenizerFolder();
        foreach (var file in new[] { "vocab.txt", "config.json" }) folder.Copy(Repository.Path("samples", "models", "promptgen-mini", file), file);
        folder.Write("added_tokens.json", """{"zorgon": 8191}""");
        var error = Assert.Throws<PromptGen.Checkpoints.CheckpointException>(() => WordPieceTokenizer.Open(folder.Path));
        Assert.EndsWith("added_tokens.json: gives 'zorgon' the id 8191, which is that of 'alien' in " + Path.Combine(folder.Path, "vocab.txt")
            + "; expected an id that is free, 8192 or above.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_normalized_token_counts_in_the_fingerprint()
    {
        using var folder = new TokenizerFolder();
        folder.Copy(Repository.Path("samples", "models", "promptgen-mini", "vocab.txt"), "vocab.txt");
        var plain = WordPieceTokenizer.Open(folder.Path).Fingerprint;
        folder.Write("special_tokens_map.json", """{"cls_token": {"content": "[CLS]", "normalized": true}}""");
        Assert.NotEqual(plain, WordPieceTokenizer.Open(folder.Path).Fingerprint);
        folder.Write("special_tokens_map.json", """{"cls_token": {"content": "[CLS]", "normalized": false}}""");
        Assert.Equal(plain, WordPieceTokenizer.Open(folder.Path).Fingerprint);
    }

    private static (int, int) CodePoints(string text, (int Start, int End) offset) => (Count(text[..offset.Start]), Count(text[..offset.End]));

    private static int Count(string text) => text.EnumerateRunes().Count();
}
