using System.Text;
using PromptGen.Tasks;
using PromptGen.Tests.Tokenization;
using Xunit;

namespace PromptGen.Tests.Tasks;

public sealed class TextExamplesTests
{
    [Fact]
    public void Json_lines_have_text_pair_and_label()
    {
        var read = Json("""
            {"text": "a", "label": "yes"}

            {"label": 3, "text_pair": "c", "text": "b", "other": [1]}
            {"text": "d\n\u00e9", "label": true}
            {"text": "e", "label": null, "text_pair": null}
            """);
        Assert.Equal(
            [
                new TextExample("a", null, "yes", new SourceLine("x", 1)),
                new TextExample("b", "c", "3", new SourceLine("x", 3)),
                new TextExample("d\né", null, "true", new SourceLine("x", 4)),
                new TextExample("e", null, null, new SourceLine("x", 5)),
            ], read);
        Assert.Null(read.Notice);
    }

    [Fact]
    public void Keys_can_be_named_and_must_then_be_there()
    {
        var columns = new TextColumns("premise", "hypothesis", "gold");
        var read = Json("""{"premise": "a", "hypothesis": "b", "gold": -1, "label": "no", "text": "no"}""", columns);
        Assert.Equal([new TextExample("a", "b", "-1", new SourceLine("x", 1))], read);
        Assert.Equal("x(1): has no 'gold'; expected a label.", JsonError("""{"premise": "a", "hypothesis": "b"}""", columns));
        Assert.Equal("x(1): has no 'hypothesis'; expected a text.", JsonError("""{"premise": "a", "gold": 1}""", columns));
    }

    [Theory]
    [InlineData("{", "x(1): is not JSON at byte 2 (")]
    [InlineData("[]", "x(1): holds an array; expected a JSON object with 'text'.")]
    [InlineData("{}", "x(1): has no 'text'; expected a text.")]
    [InlineData("""{"text": 5}""", "x(1): 'text' is 5; expected a text.")]
    [InlineData("""{"text": "a", "label": 1.5}""", "x(1): 'label' is 1.5; expected a text, a whole number, true or false.")]
    [InlineData("""{"text": "a", "label": ""}""", "x(1): 'label' is ''; expected a text, a whole number, true or false.")]
    [InlineData("""{"text": "\ud800"}""", "x(1): 'text' escapes half of a surrogate pair; expected whole characters.")]
    [InlineData("""{"text": "a", "text": "b"}""", "x(1): is not JSON")]
    [InlineData("""{"text": "a"} {"text": "b"}""", "x(1): is not JSON at byte 15 (")]
    public void A_damaged_json_line_is_named(string line, string expected) =>
        Assert.StartsWith(expected, JsonError(line), StringComparison.Ordinal);

    [Fact]
    public void Labeled_lines_begin_with_their_label()
    {
        var read = Read("1 a stirring , funny\r\n\r\n0\tbad \n neg   two  words\n", TextFormat.LabeledLines);
        Assert.Equal(
            [
                new TextExample("a stirring , funny", null, "1", new SourceLine("x", 1)),
                new TextExample("bad", null, "0", new SourceLine("x", 3)),
                new TextExample("two  words", null, "neg", new SourceLine("x", 4)),
            ], read);
    }

    [Fact]
    public void An_empty_text_is_allowed_and_said()
    {
        var read = Read("1 a\n0\n1 b\n0 \n", TextFormat.LabeledLines);
        Assert.Equal(["a", "", "b", ""], read.Select(example => example.Text));
        Assert.Equal("x: 2 of 4 texts are empty, the first at line 2; they are used as they are.", read.Notice);
    }

    [Fact]
    public void Plain_lines_have_no_label() =>
        Assert.Equal([new TextExample("1 a", null, null, new SourceLine("x", 2))], Read("\n1 a", TextFormat.PlainLines));

    [Fact]
    public void A_byte_order_mark_is_no_text() => Assert.Equal("1", Read("\uFEFF1 a\n", TextFormat.LabeledLines).Single().Label);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_an_error_of_their_line()
    {
        using var stream = new MemoryStream([.. "1 a\n0 b"u8, 0xE9, .. "\n1 c\n"u8]);
        var error = Assert.Throws<DataException>(() => TextExamples.Read(stream, "x", TextFormat.LabeledLines));
        Assert.Equal("x(2): byte 4 is not UTF-8; expected UTF-8 text.", error.Message);
    }

    [Fact]
    public void Damaged_lines_are_reported_together_and_at_most_ten()
    {
        var lines = string.Join('\n', Enumerable.Range(1, 25).Select(i => i % 2 == 0 ? "{}" : """{"text": "a"}"""));
        var message = JsonError(lines).Split('\n');
        Assert.Equal("x: 12 damaged lines, of which the first 10:", message[0]);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"x({2 * i}): has no 'text'; expected a text."), message[1..]);
        Assert.StartsWith("x: 2 damaged lines:\nx(1): ", JsonError("{}\n{}"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_a_file_tells_its_format_unless_it_is_given()
    {
        using var folder = new TokenizerFolder();
        folder.Write("a.JSONL", """{"text": "a"}""");
        folder.Write("a.txt", """{"text": "a"}""");
        var json = Path.Combine(folder.Path, "a.JSONL");
        var text = Path.Combine(folder.Path, "a.txt");
        Assert.Equal("a", TextExamples.Read(json).Single().Text);
        Assert.Equal("""{"text":""", TextExamples.Read(text).Single().Label);
        Assert.Equal("a", TextExamples.Read(text, format: TextFormat.JsonLines).Single().Text);
        Assert.Equal(text, TextExamples.Read(text).Single().Source.File);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var error = Assert.Throws<DataException>(() => TextExamples.Read("nowhere.jsonl"));
        Assert.StartsWith("nowhere.jsonl: cannot be read (", error.Message, StringComparison.Ordinal);
    }

    // Line counts from the SOURCE.txt beside the files.
    [SharedTheory("data/classification/sst2-sentence")]
    [InlineData("train", 6920)]
    [InlineData("dev", 872)]
    [InlineData("test", 1821)]
    public void The_sentences_of_SST2_are_read(string part, int count)
    {
        var read = TextExamples.Read(SharedFolder.At("data", "classification", "sst2-sentence", $"stsa.binary.{part}"));
        Assert.Equal(count, read.Count);
        Assert.Equal(["0", "1"], LabelSet.From(read).Names);
        Assert.Null(read.Notice);
    }

    private static TextExamples Json(string lines, TextColumns? columns = null) => Read(lines, TextFormat.JsonLines, columns);

    private static string JsonError(string lines, TextColumns? columns = null) => Assert.Throws<DataException>(() => Json(lines, columns)).Message;

    private static TextExamples Read(string text, TextFormat format, TextColumns? columns = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return TextExamples.Read(stream, "x", format, columns);
    }
}
