using PromptGen.Tasks;
using PromptGen.Tasks.Entities;

namespace PromptGen.Tests.Tasks.Entities;

/// <summary>Expected spans follow by hand from seqeval's <c>get_entities</c> and <c>scheme.py</c>; written type:first-after.</summary>
public sealed class EntityReaderTests
{
    [Theory]
    [InlineData("B-PER I-PER O B-LOC", "PER:0-2 LOC:3-4")]
    [InlineData("I-x I-x O I-x", "x:0-2 x:3-4")]
    [InlineData("B-x B-x I-x", "x:0-1 x:1-3")]
    [InlineData("B-x I-y", "x:0-1 y:1-2")]
    [InlineData("B-x I-x E-x S-y S-y", "x:0-3 y:3-4 y:4-5")]
    [InlineData("E-x E-x", "x:0-1 x:1-2")]
    [InlineData("E-x I-x", "x:0-1 x:1-2")]
    [InlineData("S-x I-x E-x", "x:0-1 x:1-3")]
    [InlineData("B-x E-x I-x O", "x:0-2 x:2-3")]
    [InlineData("I-x E-x", "x:0-2")]
    [InlineData("B-x E-y", "x:0-1 y:1-2")]
    [InlineData("B-creative-work I-creative-work", "creative-work:0-2")]
    [InlineData("B I O B", "_:0-2 _:3-4")]
    [InlineData("B- I-", "_:0-2")]
    [InlineData("O O", "")]
    [InlineData("B-x", "x:0-1")]
    public void The_default_reads_every_scheme_kindly(string labels, string expected) =>
        Assert.Equal(expected, Spelled(EntityReader.Lenient(labels.Split(' '))));

    [Theory]
    [InlineData("PER-B PER-I O LOC-B", "PER:0-2 LOC:3-4")]
    [InlineData("creative-work-B creative-work-I B", "creative-work:0-2 _:2-3")]
    public void The_letter_may_be_at_the_end(string labels, string expected) =>
        Assert.Equal(expected, Spelled(EntityReader.Lenient(labels.Split(' '), suffix: true)));

    [Theory]
    [InlineData("B-PER I-PER O B-LOC", "PER:0-2 LOC:3-4")]
    [InlineData("I-x I-x O B-x", "x:3-4")]
    [InlineData("B-x I-y I-y", "x:0-1")]
    [InlineData("B-x B-x I-x", "x:0-1 x:1-3")]
    [InlineData("O", "")]
    public void IOB2_begins_with_B(string labels, string expected) =>
        Assert.Equal(expected, Spelled(EntityReader.Strict(labels.Split(' '), new TagConvention(TagScheme.Iob2))));

    [Theory]
    [InlineData("B-x I-x E-x S-y O B-z E-z", "x:0-3 y:3-4 z:5-7")]
    [InlineData("B-x I-x O", "")] // not ended
    [InlineData("B-x", "")]
    [InlineData("I-x E-x", "")] // not begun
    [InlineData("B-x E-y", "")] // another type
    [InlineData("B-x I-x S-x", "x:2-3")]
    [InlineData("B-x B-x E-x", "x:1-3")]
    [InlineData("B-x E-x E-x I-x", "x:0-2")]
    [InlineData("S-x I-x E-x", "x:0-1")]
    public void IOBES_begins_with_B_and_ends_with_E_or_is_S(string labels, string expected) =>
        Assert.Equal(expected, Spelled(EntityReader.Strict(labels.Split(' '), new TagConvention(TagScheme.Iobes))));

    [Fact]
    public void Labels_that_are_none_of_a_scheme_are_named()
    {
        Assert.Equal("The label 'X-PER' spells no entity; expected O, or B-, I-, E- or S- and a type.", Error(() => EntityReader.Lenient(["X-PER"])));
        Assert.Equal("The label 'B-PER' spells no entity; expected O, or a type and -B, -I, -E or -S.", Error(() => EntityReader.Lenient(["B-PER"], suffix: true)));
        Assert.Equal("The label '' spells no entity; expected O, or B-, I-, E- or S- and a type.", Error(() => EntityReader.Lenient([""])));
        Assert.Equal("The label 'E-x' is not of IOB2; expected O, B or I.", Error(() => EntityReader.Strict(["E-x"], new TagConvention(TagScheme.Iob2))));
        Assert.Throws<ArgumentException>(() => EntityReader.Strict(["I-x"], new TagConvention(TagScheme.Iob1)));
    }

    [Theory]
    [InlineData("B-x I-x O|O B-y", TagScheme.Iob2, false)]
    [InlineData("O I-x|I-y B-y", TagScheme.Iob1, false)]
    [InlineData("B-x I-y", TagScheme.Iob1, false)]
    [InlineData("B-x E-x|S-x", TagScheme.Iobes, false)]
    [InlineData("x-B x-I", TagScheme.Iob2, true)]
    [InlineData("B I O", TagScheme.Iob2, false)]
    [InlineData("B-I I-I", TagScheme.Iob2, false)] // a type named I, by either end
    [InlineData("O O", TagScheme.Iob2, false)]
    public void The_convention_of_labels_is_recognized(string sentences, TagScheme scheme, bool suffix) =>
        Assert.Equal(new TagConvention(scheme, suffix), TagConvention.Of(sentences.Split('|').Select(labels => labels.Split(' '))));

    [Fact]
    public void Labels_of_another_convention_are_named() => Assert.Equal(
        "The label 'noun' spells no entity; expected O, or B-, I-, E- or S- and a type.", Error(() => TagConvention.Of([["noun", "B-x"]])));

    private static string Error(Func<object> read) => Assert.Throws<DataException>(read).Message;

    private static string Spelled(IEnumerable<EntitySpan> entities) => string.Join(' ', entities.Select(entity => $"{entity.Type}:{entity.Start}-{entity.End}"));
}
