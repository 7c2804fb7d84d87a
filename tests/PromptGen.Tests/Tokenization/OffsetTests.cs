using System.Globalization;
using System.Text;
using System.Text.Json;
using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Tokenization;

/// <summary>Where tokens come from, in the text as it was given.</summary>
public sealed class OffsetTests
{
    public static TheoryData<string> Names => [.. SmallTokenizers.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Spans_go_through_the_text_in_order_and_leave_out_nothing_visible(string name)
    {
        var tokenizer = SmallTokenizers.Open(name);
        var count = 0;
        foreach (var text in HardTexts.AndRandom(300, seed: 5))
        {
            var encoded = tokenizer.Encode(text, maximumLength: 100_000);
            Assert.Equal(encoded.Length, encoded.Spans.Count);
            var (start, end) = (0, 0);
            foreach (var span in encoded.Spans.Where(span => span.Part == TextPart.First))
            {
                Assert.Null(span.Word);
                Assert.True(span.Start >= start && span.End >= end && span.End <= text.Length, $"{span} in {JsonSerializer.Serialize(text)}");
                if (span.Start > end) Assert.All(text[end..span.Start].EnumerateRunes().ToArray(), IsDropped);
                Assert.False(IsHalf(text, span.Start) || IsHalf(text, span.End), $"{span} cuts a character of {JsonSerializer.Serialize(text)}");
                (start, end) = (span.Start, span.End);
                count++;
            }
            Assert.All(text[end..].EnumerateRunes().ToArray(), IsDropped);
        }
        Assert.True(count > 2000, $"{count}");
    }

    [Theory]
    [InlineData("wordpiece", "Hello, Café  cafe\u0301!", "Hello|,|Café|cafe\u0301|!")]
    [InlineData("wordpiece-cased", "Hello caféé e\u0301", "Hello|caf|é|é|e\u0301")]
    [InlineData("wordpiece", "한 İ x\u0000x 中文\u200B", "한|한|한|İ|x|x|中|文")]
    [InlineData("wordpiece", "𝔘 a[MASK]b", "𝔘|a|[MASK]|b")]
    [InlineData("roberta", "hello  world é", "hello| |world| |é")]
    [InlineData("roberta", "🦙x\u00A0y", "🦙|🦙|🦙|🦙|x|\u00A0|\u00A0|y")]
    [InlineData("roberta", " a <mask> b", " |a|<mask>| |b")]
    [InlineData("roberta", "a\u2581b", "a|\u2581|\u2581|\u2581|b")]
    [InlineData("wordpiece", "a\u2581", "a\u2581")]
    [InlineData("deberta-v3-mini", "  A plain   sentence.\n", "A|plain|sent|ence|.")]
    [InlineData("deberta-v3-mini-bytes", "ﬁne é", "ﬁne| |é|é")]
    [InlineData("deberta-v3-mini", "a 生活 b", "a| |生活|b")]
    public void Tokens_slice_the_text_to_what_they_spell(string name, string text, string expected)
    {
        var spans = SmallTokenizers.Open(name).Encode(text).Spans.Where(span => span.Part == TextPart.First);
        Assert.Equal(expected, string.Join('|', spans.Select(span => span.In(text).ToString())));
    }

    [Theory]
    [InlineData("roberta")]
    [InlineData("gpt2")]
    [InlineData("deberta")]
    public void Byte_level_tokens_spell_the_text_together(string name)
    {
        using var folder = new TokenizerFolder();
        SmallTokenizers.Write(name, folder);
        var tokens = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(Path.Combine(folder.Path, "vocab.json")))!.ToDictionary(entry => entry.Value, entry => entry.Key);
        var tokenizer = SmallTokenizers.Open(name);
        foreach (var text in HardTexts.AndRandom(300, seed: 6).Where(text => !text.Contains("<mask>", StringComparison.Ordinal) && !text.Contains("[MASK]", StringComparison.Ordinal)))
        {
            var encoded = tokenizer.Encode(text, maximumLength: 100_000);
            var bytes = new List<byte>();
            for (var i = 0; i < encoded.Length; i++)
            {
                if (encoded.Spans[i].Part == TextPart.None) continue;
                var token = tokens[encoded.Ids[i]];
                if (encoded.Ids[i] < 5 && tokens[0] != "<|endoftext|>" || encoded.Ids[i] == 0) bytes.AddRange(Encoding.UTF8.GetBytes(token));
                else bytes.AddRange(token.Select(unit => (byte)Array.IndexOf(SmallTokenizers.Bytes, unit.ToString())));
            }
            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), Encoding.UTF8.GetString([.. bytes]));
        }
    }

    // SentencePiece gives the space before a word to its piece, and to pieces that spell parts of one character empty ranges at its start, but for the last.
    [Theory]
    [InlineData("deberta-v3-mini")]
    [InlineData("deberta-v3-mini-bytes")]
    [InlineData("deberta-v3-mini-uncased")]
    public void Offsets_are_SentencePieces_but_for_the_space_before_a_word(string name)
    {
        var tokenizer = SmallTokenizers.Open(name);
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(SmallTokenizers.Fixture(name), "golden.json")));
        var checkedTokens = 0;
        foreach (var entry in golden.RootElement.GetProperty("datasets").EnumerateArray())
        {
            var text = entry.GetProperty("input").GetString()!;
            var units = Units(text, lowerCase: name.EndsWith("uncased", StringComparison.Ordinal));
            var offsets = entry.GetProperty("offsets").EnumerateArray().Select(offset => (Start: units[offset[0].GetInt32()], End: units[offset[1].GetInt32()])).ToList();
            var spans = tokenizer.Encode(text).Spans.Where(span => span.Part == TextPart.First).ToList();
            Assert.Equal(offsets.Count, spans.Count);
            for (var i = 0; i < spans.Count; i++)
            {
                var (start, end) = offsets[i];
                var place = $"{i}: {spans[i]} for {start}..{end} in {JsonSerializer.Serialize(text)}";
                Assert.True(spans[i].Start >= start && text[start..spans[i].Start].EnumerateRunes().All(IsBlank), place);
                Assert.True(spans[i].End >= end || text[spans[i].End..end].EnumerateRunes().All(IsBlank), place);
                Assert.True(spans[i].End <= end || i + 1 == spans.Count || offsets[i + 1].Start < spans[i].End, place);
                checkedTokens++;
            }
        }
        Assert.True(checkedTokens > 700, $"{checkedTokens}");
    }

    private static int[] Units(string text, bool lowerCase)
    {
        var units = new List<int>();
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            units.Add(at);
            if (lowerCase && rune.Value == 0x130) units.Add(at);
            at += rune.Utf16SequenceLength;
        }
        units.Add(at);
        return [.. units];
    }

    private static bool IsHalf(string text, int index) =>
        index > 0 && index < text.Length && char.IsSurrogatePair(text[index - 1], text[index]);

    private static void IsDropped(Rune rune) => Assert.True(IsBlank(rune), $"U+{rune.Value:X}");

    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is 0xFFFD or 0x2581 or 0xFE0F || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.NonSpacingMark;
}
