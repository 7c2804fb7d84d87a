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
        Assert.Contains("no such folder", Assert.Throws<CheckpointException>(() => TextTokenizer.Open(missing, TokenizerKind.WordPiece)).Message, StringComparison.Ordinal);
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
    [InlineData("tokenizer_config.json", """{"tokenizer_class": "BertJapaneseTokenizer"}""", "'tokenizer_class' is 'BertJapaneseTokenizer', which is not supported")]
    [InlineData("tokenizer_config.json", """{"do_basic_tokenize": false}""", "'do_basic_tokenize' is false, which is not supported; expected true.")]
    [InlineData("tokenizer_config.json", """{"truncation_side": "left"}""", "'truncation_side' is 'left', which is not supported; expected right.")]
    [InlineData("added_tokens.json", """{"<e1>": "5"}""", "added_tokens.json: '<e1>' is '5'; expected its id, a whole number, 0 or more.")]
    [InlineData("added_tokens.json", """{"[SEP]": 4}""", "added_tokens.json: gives '[SEP]' the id 4, which is that of '[MASK]' in")]
    [InlineData("added_tokens.json", """{"<e1>": 4}""", "vocab.txt; expected an id that is free, 5 or above.")]
    [InlineData("added_tokens.json", """{"<e1>": 5, "<e2>": 5}""", "added_tokens.json: gives '<e2>' the id 5, which '<e1>' has; expected an id for each token.")]
    [InlineData("added_tokens.json", """{"<e1>": 99999999}""", "gives '<e1>' the id 99999999; expected one below 16777216.")]
    [InlineData("added_tokens.json", "{\"\\ud800\": 5}", "holds a text that is not valid Unicode; expected JSON in UTF-8.")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder": {"x": {"content": "[PAD]"}}}""", "'added_tokens_decoder' has the key 'x'; expected an id.")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder": {"5": 1}}""", "'5' is 1; expected a text, or an object with a text 'content'.")]
    public void Options_that_cannot_be_followed(string file, string json, string expected)
    {
        folder.Write("vocab.txt", Special);
        folder.Write(file, json);
        Assert.Contains(expected, Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_there()
    {
        Assert.Equal($"{folder.Path}{Sep}vocab.json: there is no such file; a byte-level BPE tokenizer needs its vocabulary, or a tokenizer.json.", Error(TokenizerKind.ByteLevelBpe));
        Assert.Equal($"{folder.Path}{Sep}spm.model: there is no such file; a SentencePiece tokenizer needs its model.", Error(TokenizerKind.SentencePiece));
        Assert.Equal($"{folder.Path}: has no vocabulary; expected vocab.txt, spm.model, cog-pretrain.model, sentencepiece.bpe.model, spiece.model, vocab.json, merges.txt or tokenizer.json.",
            Error(TokenizerKind.WordPiece, TokenizerKind.ByteLevelBpe, TokenizerKind.SentencePiece));
        Assert.Equal($"{folder.Path}: the encoder names no tokenizer; expected WordPiece or ByteLevelBpe or SentencePiece.", Error(kinds: []));
        folder.Write("bpe_encoder.bin", "");
        Assert.EndsWith("; bpe_encoder.bin, which lies there, is a Python pickle and not read.", Error(TokenizerKind.ByteLevelBpe), StringComparison.Ordinal);
        folder.Write("tokenizer.json", """{"model": {"type": "BPE"}}""");
        Assert.EndsWith("tokenizer.json: holds a tokenizer of kind ByteLevelBpe; expected WordPiece or SentencePiece.", Error(TokenizerKind.WordPiece, TokenizerKind.SentencePiece), StringComparison.Ordinal);
        Assert.EndsWith("tokenizer.json: 'model.type' is that of a tokenizer of kind ByteLevelBpe; expected WordPiece.", Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vocab.json", "[1]", "vocab.json: holds an array; expected a JSON object.")]
    [InlineData("vocab.json", "{}", "vocab.json: is empty; expected ids by token.")]
    [InlineData("vocab.json", """{"a": "1"}""", "vocab.json: 'a' is '1'; expected its id, a whole number from 0 to 16777215.")]
    [InlineData("vocab.json", """{"a": 1, "b": 1}""", "vocab.json: 'b' has the id 1, which 'a' has; expected every id once.")]
    [InlineData("vocab.json", """{"a": 1, "a": 2}""", "vocab.json(1,10): has 'a' twice in one object; expected each name once.")]
    [InlineData("vocab.json", """{"a": 1}""", "vocab.json: has no 'Ā', which spells the byte 0; expected a token for each of the 256 bytes.")]
    [InlineData("merges.txt", "#version: 0.2\nh e\nhe\n", "merges.txt(3): holds 'he'; expected two tokens with one space between them.")]
    [InlineData("merges.txt", "h e\nh e l\n", "merges.txt(2): holds 'h e l'; expected two tokens with one space between them.")]
    [InlineData("merges.txt", "h e\n\nl l\n", "merges.txt(2): holds ''; expected two tokens with one space between them.")]
    [InlineData("merges.txt", "h e\nh e\n", "merges.txt(2): holds 'h e' again; expected every merge once.")]
    [InlineData("merges.txt", "q z\n", "has no 'qz'; expected both tokens and what they make in the vocabulary.")]
    [InlineData("tokenizer_config.json", """{"add_bos_token": true}""", "'add_bos_token' is true, which is not supported; expected false.")]
    public void A_broken_byte_level_BPE(string file, string text, string expected)
    {
        SmallTokenizers.Write("roberta", folder);
        folder.Write(file, text);
        Assert.EndsWith(expected, Error(TokenizerKind.ByteLevelBpe), StringComparison.Ordinal);
    }

    [Fact]
    public void Merges_that_are_not_UTF8()
    {
        SmallTokenizers.Write("roberta", folder);
        folder.Write("merges.txt", [.. "h e\n"u8, 0xE9, (byte)' ', (byte)'a']);
        Assert.EndsWith("merges.txt(2): is not UTF-8; expected two tokens a line, in UTF-8.", Error(TokenizerKind.ByteLevelBpe), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_SentencePiece_model()
    {
        var (unknown, a) = (("<unk>", 0f, 2), ("a", -1f, 1));
        Assert.EndsWith("spm.model: none of 0 pieces is of type 2 (unknown); expected one.", Spm([]), StringComparison.Ordinal);
        Assert.EndsWith("spm.model: none of 1 pieces is of type 1 (normal); expected some.", Spm([unknown]), StringComparison.Ordinal);
        Assert.EndsWith("spm.model: piece 2, '<x>', is of type 2 (unknown), as piece 0 is; expected one.", Spm([unknown, a, ("<x>", 0, 2)]), StringComparison.Ordinal);
        Assert.EndsWith("spm.model: piece 2 is 'a', which piece 1 is; expected every piece once.", Spm([unknown, a, a]), StringComparison.Ordinal);
        Assert.EndsWith("spm.model: piece 2 is empty; expected a text.", Spm([unknown, a, ("", 0, 1)]), StringComparison.Ordinal);
        Assert.EndsWith("spm.model: piece 2, 'b', has the score NaN; expected a finite number.", Spm([unknown, a, ("b", float.NaN, 1)]), StringComparison.Ordinal);
        Assert.EndsWith("spm.model: piece 2, 'b', has the type 9; expected 1 to 6.", Spm([unknown, a, ("b", 0, 9)]), StringComparison.Ordinal);
        Assert.EndsWith("spm.model: the model's type is 4; expected 1 (unigram) or 2 (BPE).", Spm([unknown, a], kind: 4), StringComparison.Ordinal);
        Assert.EndsWith("and has no byte piece '<0x00>'; expected one for each of the 256 bytes.", Spm([unknown, a], byteFallback: true), StringComparison.Ordinal);
        Assert.EndsWith("the normalization map has 3 bytes and a trie of 0; expected a trie of 4 bytes or a multiple, and results behind it that end in a zero byte.",
            Spm([unknown, a], map: [1, 2, 3]), StringComparison.Ordinal);
        Assert.EndsWith("spm.model: has no '[UNK]', which is the unk_token; expected it among the 2 tokens.", Spm([unknown, a]), StringComparison.Ordinal);
        folder.Write("spm.model", [0x0A, 0x50, 1]);
        Assert.Contains("spm.model: is damaged near byte ", Error(TokenizerKind.SentencePiece), StringComparison.Ordinal);

        string Spm((string, float, int)[] pieces, int kind = 1, bool byteFallback = false, byte[]? map = null)
        {
            folder.Write("spm.model", SmallSentencePiece.Bytes(pieces, kind, byteFallback, map));
            return Error(TokenizerKind.SentencePiece);
        }
    }

    [Theory]
    [InlineData("{}", "'model' is absent; expected an object.")]
    [InlineData("""{"model": {"type": "WordLevel"}}""", "'model.type' is 'WordLevel'; expected 'WordPiece', 'BPE' or 'Unigram'.")]
    [InlineData("""{"model": {"type": "BPE", "byte_fallback": true}}""", "'model.byte_fallback' is true; expected false.")]
    [InlineData("""{"model": {"type": "BPE"}, "normalizer": {"type": "Nmt"}}""", "'normalizer.type' is 'Nmt'; expected BertNormalizer, Lowercase, StripAccents, Strip, Replace, Precompiled, NFC, NFD, NFKC or NFKD.")]
    [InlineData("""{"model": {"type": "BPE"}, "pre_tokenizer": {"type": "Whitespace"}}""", "'pre_tokenizer' is 'Whitespace'; expected 'ByteLevel' with a model of type 'BPE'.")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [1]}, "pre_tokenizer": {"type": "ByteLevel"}}""", "'model.merges[0]' is 1; expected two tokens.")]
    [InlineData("""{"model": {"type": "BPE", "vocab": [], "merges": []}, "pre_tokenizer": {"type": "ByteLevel"}}""", "'vocab' is an array; expected an object.")]
    public void A_broken_tokenizer_json(string json, string expected)
    {
        folder.Write("tokenizer.json", json);
        Assert.Equal($"{folder.Path}{Sep}tokenizer.json: {expected}", Error(TokenizerKind.ByteLevelBpe));
    }

    [Fact]
    public void Added_tokens_are_cut_out_of_the_text()
    {
        folder.Write("vocab.txt", Special + "a\nb\n");
        folder.Write("added_tokens.json", """{"<e1>": 7, "<e1>x": 8}""");
        folder.Write("special_tokens_map.json",
            """{"additional_special_tokens": [{"content": "<E2>", "single_word": true, "rstrip": true}], "mask_token": {"content": "[MASK]", "lstrip": true}}""");
        var tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.WordPiece);
        Assert.Equal([2, 5, 7, 6, 8, 3], tokenizer.Encode("a<e1>b<e1>x").Ids);
        Assert.Equal([2, 9, 5, 3], tokenizer.Encode("<E2>  a").Ids);
        Assert.DoesNotContain(9, tokenizer.Encode("a<E2>").Ids);
        Assert.Equal(10, tokenizer.VocabularySize);
    }

    private static char Sep => Path.DirectorySeparatorChar;

    private string Error(params TokenizerKind[] kinds) => Assert.Throws<CheckpointException>(() => TextTokenizer.Open(folder.Path, kinds)).Message;

    private string Error() => Error(TokenizerKind.WordPiece);
}
