using PromptGen.Encoders;
using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Tokenization;

/// <summary>What the library that finds the pieces does not do by itself.</summary>
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
