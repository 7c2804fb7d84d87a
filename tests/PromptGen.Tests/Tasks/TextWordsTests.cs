using PromptGen.Tasks;
using PromptGen.Tasks.Entities;

namespace PromptGen.Tests.Tasks;

public sealed class TextWordsTests
{
    [Theory]
    [InlineData("In New York, she said: don't!", "In|New|York|,|she|said|:|don't|!")]
    [InlineData("(24-hour) @paul #news http://a.b/c.", "(|24-hour|)|@paul|#news|http://a.b/c|.")]
    [InlineData("  a\t\nb\u00A0c  ", "a|b|c")]
    [InlineData("在上海x市。", "在|上|海|x|市|。")]
    [InlineData("so good 😂😂 ...", "so|good|😂😂|.|.|.")]
    [InlineData("\U00020000a\uD800", "\U00020000|a\uD800")]
    [InlineData("", "")]
    [InlineData(" # ", "#")]
    public void Texts_are_cut_as_data_of_words_are(string text, string words)
    {
        var cut = TextWords.Of(text);
        Assert.Equal(words, string.Join('|', cut.Words));
        Assert.All(cut.Spans.Zip(cut.Words), word => Assert.Equal(text[word.First.Start..word.First.End], word.Second));
    }

    [Fact]
    public void Entities_are_stretches_of_the_text()
    {
        var entity = Assert.Single(TextWords.Of("To New  York.").Entities(["O", "B-place", "I-place", "O"], new TagConvention(TagScheme.Iob2)));
        Assert.Equal(new TextEntity("place", "New  York", 3, 12), entity);
    }
}
