using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Tokenization;

/// <summary>What stands in a row: pairs, truncation, windows over long texts, words.</summary>
public sealed class RowTests
{
    public static TheoryData<string> Names => [.. SmallTokenizers.Names];

    [Theory]
    [InlineData("wordpiece", "C A S B S", "0 0 0 1 1")]
    [InlineData("roberta", "C A S S B S", "0 0 0 0 0 0")]
    [InlineData("deberta", "C A S B S", "0 0 0 1 1")]
    [InlineData("gpt2", "A B", "0 0")]
    [InlineData("deberta-v3-mini-bytes", "C A S B S", "0 0 0 1 1")]
    public void Pairs_have_the_familys_special_tokens_and_types(string name, string layout, string types)
    {
        var tokenizer = SmallTokenizers.Open(name);
        var special = tokenizer.SpecialTokens;
        var pair = tokenizer.Encode("a", "b");
        Assert.Equal(layout, string.Join(' ', pair.Ids.Select((id, i) => pair.Spans[i].Part switch
        {
            TextPart.First => "A",
            TextPart.Second => "B",
            _ => id == special.Classification ? "C" : id == special.Separator ? "S" : "?",
        })));
        Assert.Equal(types, string.Join(' ', pair.TokenTypes));
        Assert.Null(tokenizer.BlankTokens);
        Assert.All(tokenizer.Encode("a").TokenTypes, type => Assert.Equal(0, type));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_truncation_cuts_what_it_names_at_its_end(string name)
    {
        var tokenizer = SmallTokenizers.Open(name);
        var (first, second) = (Repeat("a", 9), Repeat("b", 12));
        var whole = tokenizer.Encode(first, second);
        var (a, b) = (whole.Spans.Count(span => span.Part == TextPart.First), whole.Spans.Count(span => span.Part == TextPart.Second));
        foreach (var (truncation, cut) in new[] { (Truncation.OnlyFirst, TextPart.First), (Truncation.OnlySecond, TextPart.Second) })
        {
            var kept = tokenizer.Encode(first, second, whole.Length - 5, truncation);
            Assert.True(kept.IsTruncated);
            Assert.Equal(whole.Length - 5, kept.Length);
            Assert.Equal((cut == TextPart.First ? a : b) - 5, kept.Spans.Count(span => span.Part == cut));
            foreach (var part in new[] { TextPart.First, TextPart.Second })
                Assert.Equal(Of(kept, part), Of(whole, part).Take(Of(kept, part).Count));
        }
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Encode(first, second, whole.Length - b - 1, Truncation.OnlySecond));
        Assert.Contains($"The first text has {a} tokens and may not be cut; the maximum length must be {whole.Length - b} at least.", error.Message, StringComparison.Ordinal);
        Assert.False(tokenizer.Encode(first, second, whole.Length, Truncation.OnlySecond).IsTruncated);
        Assert.False(tokenizer.Encode(first, maximumLength: 100, truncation: Truncation.OnlySecond).IsTruncated);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Windows_cover_a_long_text_and_share_the_stride(string name)
    {
        var tokenizer = SmallTokenizers.Open(name);
        var context = string.Join(' ', Enumerable.Range(0, 120).Select(i => i % 3 == 0 ? "hello" : i % 3 == 1 ? "the" : "world"));
        var whole = Of(tokenizer.Encode("a b", context, maximumLength: 100_000), TextPart.Second);
        foreach (var (length, stride) in new[] { (30, 0), (30, 7), (64, 20), (2000, 128) })
        {
            var windows = tokenizer.EncodeWindows("a b", context, length, stride);
            var next = 0;
            for (var i = 0; i < windows.Count; i++)
            {
                var row = Of(windows[i], TextPart.Second);
                var start = i == 0 ? 0 : next - stride;
                Assert.Equal(whole.Skip(start).Take(row.Count), row);
                Assert.Equal(Of(windows[0], TextPart.First), Of(windows[i], TextPart.First));
                Assert.True(windows[i].Length == length || i == windows.Count - 1 && windows[i].Length < length);
                Assert.Equal(windows.Count > 1, windows[i].IsTruncated);
                next = start + row.Count;
            }
            Assert.Equal(whole.Count, next);
        }

        var alone = tokenizer.EncodeWindows(context, maximumLength: 40, stride: 10);
        Assert.Equal(whole.Select(token => token.Id).Distinct().Order(), alone.SelectMany(row => Of(row, TextPart.First)).Select(token => token.Id).Distinct().Order());
        Assert.Equal(tokenizer.Encode("a", "b").Ids, Assert.Single(tokenizer.EncodeWindows("a", "b", 50)).Ids);
        Assert.Equal(tokenizer.Encode("a", "").Ids, Assert.Single(tokenizer.EncodeWindows("a", "", 50)).Ids);
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.EncodeWindows("a", context, 20, 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.EncodeWindows("a", context, 20, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.EncodeWindows(context, "a", 20, 2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Words_to_tokens_to_labels_to_words_is_the_identity(string name)
    {
        var tokenizer = SmallTokenizers.Open(name);
        string[] words = [.. HardTexts.AndRandom(200, seed: 7).SelectMany(text => text.Split(' ').Append(text))];
        var encoded = tokenizer.EncodeWords(words, maximumLength: 1_000_000);
        var labels = encoded.Spans.Select(span => span.Word).ToArray();
        Assert.Equal(Enumerable.Range(0, words.Length), labels.OfType<int>().Distinct());
        Assert.Equal(labels.OfType<int>().Order(), labels.OfType<int>());
        foreach (var span in encoded.Spans.Where(span => span.Part == TextPart.First))
        {
            Assert.True(span.Start >= 0 && span.End <= words[span.Word!.Value].Length);
        }

        var pair = tokenizer.EncodeWords(["a", "b"], ["c", "a"]);
        Assert.Equal([0, 1], pair.Spans.Where(span => span.Part == TextPart.Second).Select(span => span.Word!.Value).Distinct());
        Assert.Equal(tokenizer.EncodeWords(["hello", "world"]).Ids, tokenizer.EncodeWindows((IReadOnlyList<string>)["hello", "world"], maximumLength: 50, stride: 3)[0].Ids);
    }

    [Fact]
    public void A_word_is_read_as_if_a_space_stood_before_it()
    {
        foreach (var name in new[] { "roberta", "deberta-v3-mini", "wordpiece" })
        {
            var tokenizer = SmallTokenizers.Open(name);
            Assert.Equal(tokenizer.Encode(" the world").Ids, tokenizer.EncodeWords(["the", "world"]).Ids);
        }
        var span = SmallTokenizers.Open("roberta").EncodeWords(["world"]).Spans[1];
        Assert.Equal(new TokenSpan(TextPart.First, 0, 5, 0), span);
    }

    [Fact]
    public void A_word_of_which_nothing_remains_is_unknown()
    {
        var tokenizer = SmallTokenizers.Open("wordpiece");
        var encoded = tokenizer.EncodeWords(["a", "\u200B", "b"]);
        Assert.Equal(tokenizer.SpecialTokens.Unknown, encoded.Ids[2]);
        Assert.Equal(new TokenSpan(TextPart.First, 0, 1, 1), encoded.Spans[2]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_share_a_tokenizer(string name)
    {
        var tokenizer = SmallTokenizers.Open(name);
        var texts = HardTexts.AndRandom(300, seed: 8).ToArray();
        var alone = texts.Select(text => tokenizer.Encode(text).Ids).ToArray();
        Assert.Equal(alone, texts.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(text => tokenizer.Encode(text).Ids).ToArray());
    }

    private static List<(int Id, int Start)> Of(TokenizedText row, TextPart part) =>
        [.. row.Ids.Select((id, i) => (id, row.Spans[i])).Where(token => token.Item2.Part == part).Select(token => (token.id, token.Item2.Start))];

    private static string Repeat(string word, int times) => string.Join(' ', Enumerable.Repeat(word, times));
}
