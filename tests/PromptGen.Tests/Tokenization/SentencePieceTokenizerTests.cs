using PromptGen.Encoders;
using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Tokenization;

/// <summary>What SentencePiece does and a shorter way to pieces would not.</summary>
public sealed class SentencePieceTokenizerTests : IDisposable
{
    private static readonly (string Text, float Score, int Type)[] Pieces =
    [
        ("<unk>", 0, 2), ("<s>", 0, 3), ("</s>", 0, 3), ("<n>", 0, 4), ("ab", -1, 1), ("▁a", -2, 1), ("▁ab", -3, 1), ("</", -4, 1), ("s>", -5, 1), ("<s", -6, 1), ("▁", -7, 1),
        ("a", -8, 1), ("b", -9, 1), ("<", -10, 1), ("/", -11, 1), ("s", -12, 1), (">", -13, 1), ("n", -14, 1), ("[PAD]", 0, 3), ("[CLS]", 0, 3), ("[SEP]", 0, 3), ("[UNK]", 0, 3), ("nn", -15, 1), ("bs", -15, 1),
    ];

    private readonly TokenizerFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2, "ab", "▁ab")]
    [InlineData(2, "ab<n>ab", "▁ab|<n>|ab")]
    [InlineData(1, "ab<n>ab", "▁ab|<n>|ab")]
    [InlineData(2, "</s> <s>", "▁|</|s>|▁|<|s>")]
    [InlineData(2, "nnnnn", "▁|nn|nn|n")]
    [InlineData(2, "bsbsn", "▁|bs|bs|n")]
    [InlineData(1, "</s>", "▁|</|s>")]
    [InlineData(2, "a\u4E2D\u6587\U00020000b", "▁a|<unk>|b")]
    [InlineData(1, "a\u4E2D\u6587\U00020000b", "▁a|<unk>|b")]
    [InlineData(1, "<unk>", "▁|<|<unk>|n|<unk>|>")]
    public void Pieces_are_those_of_SentencePiece(int kind, string text, string expected)
    {
        folder.Write("spm.model", SmallSentencePiece.Bytes(Pieces, kind));
        var ids = TextTokenizer.Open(folder.Path, TokenizerKind.SentencePiece).Encode(text).Ids[1..^1];
        Assert.Equal(expected, string.Join('|', ids.Select(id => Pieces[id].Text)));
    }

    // By hand, from fairseq's dictionaries: <s> <pad> </s> <unk> and then the file's pieces from the fourth on, with CamemBERT once more <unk>NOTUSED <s> </s>.
    [Theory]
    [InlineData("""{"model_type": "xlm-roberta"}""", "0 6 2", "0 6 2 2 7 2", 3, 4, 1, 25)]
    [InlineData("""{"model_type": "camembert"}""", "5 9 6", "5 9 6 6 10 6", 3, 7, 1, 28)]
    public void XLM_RoBERTa_and_CamemBERT_have_the_ids_of_fairseq(string config, string one, string two, int unknown, int firstPiece, int padding, int mask)
    {
        folder.Write("config.json", config);
        folder.Write("sentencepiece.bpe.model", SmallSentencePiece.Bytes(Pieces, kind: 1));
        var tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.SentencePiece);

        Assert.Equal(one, string.Join(' ', tokenizer.Encode("a").Ids));
        Assert.Equal(two, string.Join(' ', tokenizer.Encode("a", "ab").Ids));
        Assert.All(tokenizer.Encode("a", "ab").TokenTypes.ToArray(), type => Assert.Equal(0, type));
        Assert.Contains(unknown, tokenizer.Encode("\u4E2D").Ids.ToArray());
        Assert.Equal(firstPiece, tokenizer.Encode("<n>").Ids[^2]);
        Assert.Equal((padding, mask), (tokenizer.SpecialTokens.Padding, tokenizer.SpecialTokens.Mask));
        Assert.Equal(mask + 1, tokenizer.VocabularySize);
    }

    [Fact]
    public void A_model_of_XLM_RoBERTa_that_begins_otherwise_is_refused()
    {
        folder.Write("config.json", """{"model_type": "xlm-roberta"}""");
        folder.Write("sentencepiece.bpe.model", SmallSentencePiece.Bytes([Pieces[0], .. Pieces.Skip(3)], kind: 1));
        var error = Assert.Throws<PromptGen.Checkpoints.CheckpointException>(() => TextTokenizer.Open(folder.Path, TokenizerKind.SentencePiece));
        Assert.EndsWith("begins with '<unk>', '<n>', 'ab'; expected '<unk>', '<s>', '</s>'.", error.Message, StringComparison.Ordinal);
    }

    // Ids by sentencepiece 0.1.97. Each text has a run of digits with two ways to cut it that score the same but for rounding.
    [Theory]
    [InlineData("deberta-v3-mini", "00 2222 9999999,99999999999", "10 1698 10 2828 2828 1618 3079 3079 3079 6 3079 3079 3079 3079 3079 1359")]
    [InlineData("deberta-v3-mini", "1,000000000,00000.0000 22222", "393 6 1990 1990 1990 6 1698 1990 7 1990 465 500 2828 2828")]
    [InlineData("deberta-v3-mini", "1111111111111.0000,9999999", "10 2404 2404 2404 2404 2404 2404 3082 1990 6 3079 1359 3079 3079")]
    [InlineData("deberta-v3-mini-bytes", "00 2222 9999999,99999999999", "266 1954 266 3084 3084 1874 3335 3335 3335 262 3335 3335 3335 3335 3335 1615")]
    [InlineData("deberta-v3-mini-bytes", "1,000000000,00000.0000 22222", "649 262 2246 2246 2246 262 1954 2246 263 2246 721 756 3084 3084")]
    [InlineData("deberta-v3-mini-bytes", "1111111111111.0000,9999999", "266 2660 2660 2660 2660 2660 2660 3338 2246 262 3335 1615 3335 3335")]
    [InlineData("deberta-v3-mini-uncased", "00 2222 9999999,99999999999", "13 1327 13 2684 2684 1556 3085 3085 3085 6 3085 3085 3085 3085 1050 3085")]
    [InlineData("deberta-v3-mini-uncased", "1,000000000,00000.0000 22222", "364 6 1983 1983 1983 6 462 1983 3749 1983 609 2684 2684")]
    [InlineData("deberta-v3-mini-uncased", "1111111111111.0000,9999999", "13 2395 2395 2395 2395 2395 2395 3035 1983 6 3085 3085 3085 1050")]
    public void Of_ways_that_score_alike_rounding_chooses_as_in_SentencePiece(string name, string text, string ids) =>
        Assert.Equal(ids, string.Join(' ', SmallTokenizers.Open(name).Encode(text).Ids[1..^1]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Characters_that_no_piece_spells_fall_back_to_bytes(int kind)
    {
        var bytes = Enumerable.Range(0, 256).Select(value => ($"<0x{value:X2}>", 0f, 6));
        folder.Write("spm.model", SmallSentencePiece.Bytes([.. Pieces, .. bytes], kind, byteFallback: true));
        var tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.SentencePiece);
        var encoded = tokenizer.Encode("a中<0x41>");
        Assert.Equal([5, .. "中"u8.ToArray().Select(value => Pieces.Length + value), 13, .. "0x41"u8.ToArray().Select(value => Pieces.Length + value), 16], encoded.Ids[1..^1]);
        Assert.Equal("a|中|中|中|<|0|x|4|1|>", string.Join('|', encoded.Spans.ToArray()[1..^1].Select(span => span.In("a中<0x41>").ToString())));
    }

    [Fact]
    public void The_fingerprint_follows_what_changes_ids_and_nothing_else()
    {
        var prints = new List<string>();
        var fewer = Pieces.Where(piece => piece.Text != "n").ToArray();
        foreach (var (pieces, kind, map) in new[] { (Pieces, 1, (byte[]?)null), (Pieces, 2, null), (fewer, 1, null), (Pieces, 1, new byte[] { 4, 0, 0, 0, 0, 0, 0, 0, 0 }) })
        {
            folder.Write("spm.model", SmallSentencePiece.Bytes(pieces, kind, map: map));
            prints.Add(TextTokenizer.Open(folder.Path, TokenizerKind.SentencePiece).Fingerprint);
        }
        Assert.Equal(4, prints.Distinct().Count());
        folder.Write("tokenizer_config.json", """{"model_max_length": 20, "do_lower_case": false}""");
        Assert.Equal(prints[^1], TextTokenizer.Open(folder.Path, TokenizerKind.SentencePiece).Fingerprint);
        folder.Write("tokenizer_config.json", """{"do_lower_case": true}""");
        Assert.DoesNotContain(TextTokenizer.Open(folder.Path, TokenizerKind.SentencePiece).Fingerprint, prints);
    }
}
