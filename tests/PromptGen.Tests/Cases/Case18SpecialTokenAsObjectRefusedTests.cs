using PromptGen.Tests.Tokenization;
using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Cases;

/// <summary>A special token may be an object in every file and role; <c>normalized</c> decides how it is found, <c>special</c> does not.</summary>
public sealed class Case18SpecialTokenAsObjectRefusedTests : IDisposable
{
    private readonly TokenizerFolder folder = new();

    public Case18SpecialTokenAsObjectRefusedTests() => folder.Copy(Repository.Path("samples", "models", "promptgen-mini", "vocab.txt"), "vocab.txt");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("tokenizer_config.json")]
    [InlineData("special_tokens_map.json")]
    public void Normalized_finds_it_in_any_case(string file)
    {
        foreach (var special in new[] { "", ", \"special\": true" })
        {
            folder.Write(file, $$"""{"cls_token": {"__type": "AddedToken", "content": "[CLS]", "normalized": true{{special}}} }""");
            Assert.Equal([2, 211, 2, 787, 3], WordPieceTokenizer.Open(folder.Path).Encode("the [CLS] order").Ids);
            Assert.Equal([2, 211, 2, 787, 3], WordPieceTokenizer.Open(folder.Path).Encode("the [cls] order").Ids);
            folder.Write(file, $$"""{"cls_token": {"__type": "AddedToken", "content": "[CLS]", "normalized": false{{special}}} }""");
            Assert.Equal([2, 211, 2, 787, 3], WordPieceTokenizer.Open(folder.Path).Encode("the [CLS] order").Ids);
            Assert.Equal([2, 211, 37, 353, 154, 39, 787, 3], WordPieceTokenizer.Open(folder.Path).Encode("the [cls] order").Ids);
        }
    }

    [Theory]
    [InlineData("pad_token", "[PAD]", 0)]
    [InlineData("unk_token", "[UNK]", 1)]
    [InlineData("cls_token", "[CLS]", 2)]
    [InlineData("sep_token", "[SEP]", 3)]
    [InlineData("mask_token", "[MASK]", 4)]
    public void Every_role_may_be_an_object(string role, string content, int id)
    {
        folder.Write("tokenizer_config.json", $$"""{"{{role}}": {"__type": "AddedToken", "content": "{{content}}", "normalized": true, "lstrip": true} }""");
        var row = WordPieceTokenizer.Open(folder.Path).Encode($"the  {content.ToLowerInvariant()} order");
        Assert.Equal([2, 211, id, 787, 3], row.Ids);
        Assert.Equal((3, 5 + content.Length), row.Offsets[2]);
    }

    [Fact]
    public void An_added_token_with_capitals_over_a_vocabulary_in_lower_case_is_read()
    {
        folder.Write("added_tokens.json", """{"ACME": 8192}""");
        var tokenizer = WordPieceTokenizer.Open(folder.Path);
        foreach (var spelling in new[] { "ACME", "acme", "Acme", "ÀCMÉ" }) Assert.Equal([2, 8192, 3], tokenizer.Encode(spelling).Ids);
        Assert.Equal([2, 66, 8192, 67, 3], tokenizer.Encode("xacmey").Ids);
    }

    [Fact]
    public void A_special_token_that_the_vocabulary_lacks_gets_the_next_free_id()
    {
        folder.Write("special_tokens_map.json", """{"pad_token": "<pad>", "additional_special_tokens": ["[ENT]", "order"]}""");
        var tokenizer = WordPieceTokenizer.Open(folder.Path);
        Assert.Equal(8192, tokenizer.SpecialTokens.Padding);
        Assert.Equal((8193, 787), (tokenizer.AddedTokens["[ENT]"], tokenizer.AddedTokens["order"]));
        Assert.Equal((8192, 8194), (tokenizer.BaseVocabularySize, tokenizer.VocabularySize));
        Assert.Equal(("<pad>", "alien"), (tokenizer.TokenOf(8192), tokenizer.TokenOf(8191)));
    }
}
