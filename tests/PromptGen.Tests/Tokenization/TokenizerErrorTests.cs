using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Tokenization;

/// <summary>What is wrong with a folder is said with file, place, what was found and what is expected.</summary>
public sealed class TokenizerErrorTests : IDisposable
{
    private const string Special = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";

    private readonly TokenizerFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_missing_folder_and_a_missing_vocabulary()
    {
        Assert.Contains("no such file; a WordPiece tokenizer needs", Error(), StringComparison.Ordinal);
        var missing = Path.Combine(folder.Path, "nowhere");
        Assert.Contains("no such folder", Error(missing), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "vocab.txt: is empty; expected one token a line.")]
    [InlineData(Special + "a\nb\na\n", "vocab.txt(8): holds 'a' again, which line 6 holds; expected every token once.")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n", "vocab.txt: has no '[MASK]', which is the mask_token; expected it among the 5 tokens.")]
    public void A_broken_vocabulary(string vocabulary, string expected)
    {
        folder.Write("vocab.txt", vocabulary);
        Assert.EndsWith(expected, Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_that_is_not_UTF8()
    {
        folder.Write("vocab.txt", [.. "a\nb\n"u8, 0xE9, (byte)'\n']);
        Assert.EndsWith("vocab.txt(3): is not UTF-8; expected one token a line, in UTF-8.", Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokenizer_config.json", "{", "is not JSON")]
    [InlineData("tokenizer_config.json", "[1]", "holds an array; expected a JSON object.")]
    [InlineData("tokenizer_config.json", """{"do_lower_case": 1}""", "'do_lower_case' is 1; expected true, false or null.")]
    [InlineData("tokenizer_config.json", """{"model_max_length": -1}""", "'model_max_length' is -1; expected a whole number, 1 or more.")]
    [InlineData("tokenizer_config.json", """{"cls_token": {"text": "[CLS]"}}""", "'cls_token' is an object without one; expected a text, or an object with a text 'content'.")]
    [InlineData("tokenizer_config.json", """{"mask_token": {"content": "[MASK]", "lstrip": true}}""", "'mask_token' has lstrip true, which is not supported; expected false.")]
    [InlineData("tokenizer_config.json", """{"tokenizer_class": "BertJapaneseTokenizer"}""", "'tokenizer_class' is 'BertJapaneseTokenizer', which is not supported")]
    [InlineData("tokenizer_config.json", """{"do_basic_tokenize": false}""", "'do_basic_tokenize' is false, which is not supported; expected true.")]
    [InlineData("tokenizer_config.json", """{"truncation_side": "left"}""", "'truncation_side' is 'left', which is not supported; expected right.")]
    [InlineData("special_tokens_map.json", """{"pad_token": "<pad>"}""", "vocab.txt: has no '<pad>', which is the pad_token; expected it among the 5 tokens.")]
    [InlineData("added_tokens.json", """{"<e1>": 5}""", "adds the token '<e1>', which is not supported")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder": {"0": {"content": "[PAD]"}, "5": {"content": "<e1>"}}}""", "adds the token '<e1>', which is not supported")]
    public void Options_that_cannot_be_followed(string file, string json, string expected)
    {
        folder.Write("vocab.txt", Special);
        folder.Write(file, json);
        Assert.Contains(expected, Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TokenizerKind.ByteLevelBpe)]
    [InlineData(TokenizerKind.SentencePiece)]
    public void Kinds_that_are_not_there_yet(TokenizerKind kind)
    {
        var error = Assert.Throws<CheckpointException>(() => TextTokenizer.Open(folder.Path, kind));
        Assert.Equal($"{folder.Path}: the encoder asks for a tokenizer of kind {kind}, which is not supported yet; WordPiece is.", error.Message);
    }

    private string Error(string? path = null) =>
        Assert.Throws<CheckpointException>(() => TextTokenizer.Open(path ?? folder.Path, TokenizerKind.WordPiece)).Message;
}
