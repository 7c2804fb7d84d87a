using System.Diagnostics;
using PromptGen.Encoders;
using PromptGen.Tests.Cases;
using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Tokenization;

/// <summary>No text makes a tokenizer take more than O(n log n): what is quadratic takes minutes for a million characters.</summary>
public sealed class LongTextTests
{
    private const int Long = 1_000_000;

    // A second or two when the machine is idle; quadratic work would take hundreds.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Settings => ["wp-json-only", "bpe-mask-lstrip", "bpe-nfc-normalized", "unigram-generic", "unigram-xlmr-class", "unigram-spm-added"];

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_million_characters_take_seconds(string setting)
    {
        var tokenizer = AddedTokenFolders.Open(setting);
        var random = new Random(1);
        foreach (var (name, text) in new[]
        {
            ("one word", new string([.. Enumerable.Range(0, Long).Select(_ => (char)('a' + random.Next(26)))])),
            ("combining marks of two classes", string.Concat(Enumerable.Repeat("\u0301\u0323", Long / 2))),
            ("whitespace", string.Concat(Enumerable.Repeat(" \n", Long / 2))),
            ("added tokens with spaces", string.Concat(Enumerable.Repeat("zorgon  <mask> ", Long / 15))),
        })
        {
            var watch = Stopwatch.StartNew();
            var cut = tokenizer.Encode(text, maximumLength: 128);
            Assert.True(watch.Elapsed < Most, $"{setting}, {name}: {watch.Elapsed}");
            Assert.True(cut.Length <= 128);
        }
    }

    [Fact]
    public void Byte_level_BPE_merges_a_million_letters_in_seconds()
    {
        var tokenizer = SmallTokenizers.Open("roberta");
        var watch = Stopwatch.StartNew();
        Assert.Equal(Long / 4 * 2 + 2, tokenizer.Encode(string.Concat(Enumerable.Repeat("hell", Long / 4)).Replace("hell", "hehe", StringComparison.Ordinal), maximumLength: int.MaxValue).Length);
        Assert.Equal(Long / 5 + 2, tokenizer.Encode(string.Concat(Enumerable.Repeat("hello", Long / 5)), maximumLength: int.MaxValue).Length);
        Assert.True(watch.Elapsed < Most, $"{watch.Elapsed}");
    }

    [Fact]
    public void SentencePiece_BPE_merges_a_million_letters_in_seconds()
    {
        using var folder = new TokenizerFolder();
        folder.Write("spm.model", SmallSentencePiece.Bytes(
            [("<unk>", 0, 2), ("a", -1, 1), ("aa", -2, 1), ("aaaa", -3, 1), ("▁", -4, 1), ("[PAD]", 0, 3), ("[CLS]", 0, 3), ("[SEP]", 0, 3), ("[UNK]", 0, 3)], kind: 2));
        var tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.SentencePiece);
        var watch = Stopwatch.StartNew();
        Assert.Equal(Long / 4 + 3, tokenizer.Encode(new string('a', Long), maximumLength: int.MaxValue).Length);
        Assert.True(watch.Elapsed < Most, $"{watch.Elapsed}");
    }

    [Fact]
    public void A_token_that_takes_the_spaces_behind_it_is_found_in_a_million_spaces_in_seconds()
    {
        var tokens = new AddedTokens([(" ", new AddedToken(" ", 1, RightStrip: true, LeftStrip: true))]);
        var watch = Stopwatch.StartNew();
        Assert.Equal(Long, tokens.Cut(new string(' ', Long)).Count());
        Assert.True(watch.Elapsed < Most, $"{watch.Elapsed}");
    }

    [Fact]
    public void What_is_cut_off_is_the_end_of_what_the_whole_text_gives()
    {
        foreach (var name in SmallTokenizers.Names)
        {
            var tokenizer = SmallTokenizers.Open(name);
            foreach (var text in HardTexts.AndRandom(60, seed: 9))
            {
                var (whole, cut) = (tokenizer.Encode(text, maximumLength: int.MaxValue), tokenizer.Encode(text, maximumLength: 7));
                var ends = whole.Spans.Count(span => span.Part == TextPart.None) is 0 ? 0 : 1;
                Assert.Equal(whole.Ids.Take(Math.Min(whole.Length, 7) - ends), cut.Ids.Take(cut.Length - ends));
                Assert.Equal(whole.Length > 7, cut.IsTruncated);
            }
        }
    }
}
