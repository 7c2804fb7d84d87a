using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Tokenization;

/// <summary>The tokenizer with a vocabulary of its own, so that a fresh clone tests it too.</summary>
public sealed class WordPieceTokenizerTests : IDisposable
{
    private static readonly string[] Vocabulary =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "cafe", "café", "Café", "un", "##aff", "##able", "中", "文", ",", "!", "a", "##a", "b", "c", "##s",
        "i̇", "ᄒ", "##ᅡ", "##ᆫ", "k", "中文", "$", "~", "¿", "豈", "σ",
    ];

    private readonly TokenizerFolder folder = new();

    public WordPieceTokenizerTests() => folder.Write("vocab.txt", string.Join('\n', Vocabulary) + "\n");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Unaffable", "un ##aff ##able")]
    [InlineData("CAFÉ cafe\u0301", "cafe cafe")]
    [InlineData("a,b!c$~¿", "a , b ! c $ ~ ¿")]
    [InlineData("a中文b", "a 中 文 b")]
    [InlineData("豈", "豈")]
    [InlineData("한", "ᄒ ##ᅡ ##ᆫ")]
    [InlineData("\u212A", "k")]
    [InlineData("Σ", "σ")]
    [InlineData("unx a", "[UNK] a")]
    [InlineData("a\u0000a\u200Da\uFFFDa\uD800a", "a ##a ##a ##a ##a")]
    [InlineData("a\tb\r\nc\u00A0a\u2028b\u3000c", "a b c a b c")]
    [InlineData("a[MASK]b [mask]", "a [MASK] b [UNK] [UNK] [UNK]")]
    [InlineData("", "")]
    [InlineData(" \n", "")]
    public void A_text_is_spelled_as_BERT_spells_it(string text, string expected) =>
        Assert.Equal(Ids($"[CLS] {expected} [SEP]"), Open().Encode(text).Ids);

    [Theory]
    [InlineData("""{"do_lower_case": false}""", "Café CAFÉ", "Café [UNK]")]
    [InlineData("""{"strip_accents": false}""", "Café İ", "café i̇")]
    [InlineData("""{"do_lower_case": false, "strip_accents": true}""", "café", "cafe")]
    [InlineData("""{"tokenize_chinese_chars": false}""", "中文", "中文")]
    [InlineData("""{"strip_accents": null, "unk_token": {"content": "~", "lstrip": false}}""", "ünx", "~")]
    public void Options_of_the_folder_decide(string config, string text, string expected)
    {
        folder.Write("tokenizer_config.json", config);
        Assert.Equal(Ids($"[CLS] {expected} [SEP]"), Open().Encode(text).Ids);
    }

    [Fact]
    public void A_word_of_more_than_a_hundred_code_points_is_unknown()
    {
        Assert.Equal(102, Open().Encode(new string('a', 100)).Length);
        Assert.Equal(Ids("[CLS] [UNK] [SEP]"), Open().Encode(new string('a', 101)).Ids);

        // 𝔞 is two UTF-16 units, so 60 of them are more than a hundred units and 60 code points.
        folder.Write("vocab.txt", string.Join('\n', [.. Vocabulary, "𝔞", "##𝔞"]));
        Assert.Equal(62, Open().Encode(string.Concat(Enumerable.Repeat("𝔞", 60))).Length);
        Assert.Equal(3, Open().Encode(string.Concat(Enumerable.Repeat("𝔞", 101))).Length);
    }

    [Fact]
    public void A_pair_has_two_segments()
    {
        var pair = Open().Encode("a b", "c");
        Assert.Equal(Ids("[CLS] a b [SEP] c [SEP]"), pair.Ids);
        Assert.Equal([0, 0, 0, 0, 1, 1], pair.TokenTypes);
        Assert.Equal(Ids("[CLS] a [SEP] [SEP]"), Open().Encode("a", "").Ids);
    }

    // Lengths that Hugging Face's tokenizers library asserts for a limit of 7 (tokenizers/src/utils/truncation.rs).
    [Theory]
    [InlineData(0, 8, 0, 7)]
    [InlineData(2, 4, 2, 4)]
    [InlineData(2, 8, 2, 5)]
    [InlineData(4, 4, 3, 4)]
    [InlineData(4, 8, 3, 4)]
    [InlineData(8, 0, 7, 0)]
    [InlineData(8, 2, 5, 2)]
    [InlineData(8, 4, 4, 3)]
    [InlineData(8, 8, 3, 4)]
    public void The_longer_text_is_cut_first(int first, int second, int keptFirst, int keptSecond)
    {
        var encoded = Open().Encode(Repeat("a", first), Repeat("b", second), maximumLength: 7 + 3);
        Assert.Equal(Ids($"[CLS] {Repeat("a", keptFirst)} [SEP] {Repeat("b", keptSecond)} [SEP]"), encoded.Ids);
        Assert.Equal(first + second > 7, encoded.IsTruncated);
    }

    [Fact]
    public void A_single_text_is_cut_at_its_end_and_never_below_its_special_tokens()
    {
        folder.Write("tokenizer_config.json", """{"model_max_length": 4}""");
        var tokenizer = Open();
        Assert.Equal(4, tokenizer.MaximumLength);
        Assert.Equal(Ids("[CLS] a b [SEP]"), tokenizer.Encode("a b c").Ids);
        Assert.Equal(Ids("[CLS] a b c [SEP]"), tokenizer.Encode("a b c", maximumLength: 5).Ids);
        Assert.Equal(Ids("[CLS] [SEP]"), tokenizer.Encode("a b c", maximumLength: 2).Ids);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Encode("a", "b", maximumLength: 2));
        Assert.Contains("3 special tokens", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_thirty_digits_is_no_limit()
    {
        folder.Write("tokenizer_config.json", """{"model_max_length": 1000000000000000019884624838656}""");
        Assert.Null(Open().MaximumLength);
    }

    [Fact]
    public void The_fingerprint_follows_what_changes_ids_and_nothing_else()
    {
        var plain = Open().Fingerprint;
        Assert.Matches("^[0-9a-f]{64}$", plain);
        folder.Write("vocab.txt", "\uFEFF" + string.Join("\r\n", Vocabulary));
        folder.Write("tokenizer_config.json", """{"do_lower_case": true, "model_max_length": 64}""");
        Assert.Equal(plain, Open().Fingerprint);
        folder.Write("tokenizer_config.json", """{"do_lower_case": false}""");
        var cased = Open().Fingerprint;
        folder.Write("vocab.txt", string.Join('\n', [.. Vocabulary, "z"]));
        Assert.Equal(3, new[] { plain, cased, Open().Fingerprint }.Distinct().Count());
    }

    [Fact]
    public void Threads_share_a_tokenizer()
    {
        var tokenizer = Open();
        var texts = Enumerable.Range(0, 2000).Select(i => Repeat(i % 2 == 0 ? "unaffable" : "Café, 中", i % 7)).ToArray();
        var alone = texts.Select(text => tokenizer.Encode(text).Ids).ToArray();
        var together = texts.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(text => tokenizer.Encode(text).Ids).ToArray();
        Assert.Equal(alone, together);
    }

    [Fact]
    public void The_vocabulary_gives_ids_by_line_even_after_an_empty_one()
    {
        folder.Write("vocab.txt", string.Join('\n', Vocabulary.Take(5)) + "\n\na\n");
        var tokenizer = Open();
        Assert.Equal([2, 6, 3], tokenizer.Encode("a").Ids);
        Assert.Equal(7, tokenizer.VocabularySize);
        Assert.Equal(new SpecialTokens(0, 1, 2, 3, 4), tokenizer.SpecialTokens);
    }

    private TextTokenizer Open() => TextTokenizer.Open(folder.Path, TokenizerKind.WordPiece);

    private static string Repeat(string word, int times) => string.Join(' ', Enumerable.Repeat(word, times));

    private static int[] Ids(string tokens) =>
        [.. tokens.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(token => Array.IndexOf(Vocabulary, token) is var id and >= 0 ? id : throw new ArgumentException(token))];
}
