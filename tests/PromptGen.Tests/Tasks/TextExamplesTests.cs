using System.Text;
using PromptGen.Heads;
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
        Assert.Empty(read.Notices);
    }

    [Fact]
    public void Keys_can_be_named_and_must_then_be_there()
    {
        var columns = new TextColumns("premise", "hypothesis", "gold");
        var read = Json("""{"premise": "a", "hypothesis": "b", "gold": -1, "label": "no", "text": "no"}""", columns);
        Assert.Equal([new TextExample("a", "b", "-1", new SourceLine("x", 1))], read);
        Assert.Equal("x(1): has no 'gold', only 'premise', 'hypothesis'; expected a label.", JsonError("""{"premise": "a", "hypothesis": "b"}""", columns));
        Assert.Equal("x(1): has no 'hypothesis', only 'premise', 'gold'; expected a text.", JsonError("""{"premise": "a", "gold": 1}""", columns));
    }

    [Theory]
    [InlineData("""{"text": "é", "label": }""", "x(1,24): is not JSON (")]
    [InlineData("{", "x(1,2): is not JSON (")]
    [InlineData("[]", "x(1): holds an array; expected a JSON object with 'text'.")]
    [InlineData("{}", "x(1): has no 'text'; expected a text.")]
    [InlineData("""{"text": 5}""", "x(1): 'text' is 5; expected a text.")]
    [InlineData("""{"text": "a", "label": 1.5}""", "x(1): 'label' is 1.5; expected a text, a whole number, true or false.")]
    [InlineData("""{"text": "a", "label": ""}""", "x(1): 'label' is ''; expected a text, a whole number, true or false.")]
    [InlineData("""{"text": "\ud800"}""", "x(1): 'text' escapes half of a surrogate pair; expected whole characters.")]
    [InlineData("""{"text": "a", "text": "b"}""", "x(1): is not JSON (Duplicate")]
    [InlineData("""{"text": "a"} {"text": "b"}""", "x(1,15): is not JSON (")]
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
        Assert.Equal("x: 2 of 4 texts are empty, the first at line 2; they are used as they are.", Assert.Single(read.Notices));
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
        var error = Assert.Throws<DataException>(() => TextExamples.Read(stream, "x", new ReadingOptions { Format = TextFormat.LabeledLines }));
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
        Assert.Equal("a", TextExamples.Read(text, new ReadingOptions { Format = TextFormat.JsonLines }).Single().Text);
        Assert.Equal(text, TextExamples.Read(text).Single().Source.File);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var error = Assert.Throws<DataException>(() => TextExamples.Read("nowhere.jsonl"));
        Assert.StartsWith("nowhere.jsonl: cannot be read (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identifiers_and_values_are_kept()
    {
        var read = Json("""{"text": "a", "idx": 7, "score": 2.5}""", new TextColumns(Label: "score") { Labels = LabelKind.Value }).Single();
        Assert.Equal(("7", 2.5), (read.Id, read.Value));
        Assert.Null(Json("""{"text": "a", "idx": {"paragraph": 1}}""").Single().Id);
        Assert.Equal("q1", Json("""{"text": "a", "id": "q1"}""", new TextColumns { Id = "id" }).Single().Id);
        Assert.Equal("x(1): 'score' is '2'; expected a number.", JsonError("""{"text": "a", "score": "2"}""", new TextColumns(Label: "score") { Labels = LabelKind.Value }));
        Assert.Equal("x(1): has no 'score', only 'text'; expected a number.", JsonError("""{"text": "a"}""", new TextColumns(Label: "score") { Labels = LabelKind.Value }));
        Assert.Equal("x(1): has no 'id', only 'text'; expected an identifier.", JsonError("""{"text": "a"}""", new TextColumns { Id = "id" }));
    }

    [Fact]
    public void A_file_in_which_no_example_has_a_label_says_so()
    {
        Assert.True(Json("""{"text": "a"}""").IsUnlabeled);
        Assert.False(Json("{\"text\": \"a\"}\n{\"text\": \"a\", \"label\": 1}").IsUnlabeled);
        Assert.False(Json("").IsUnlabeled);
    }

    [Fact]
    public void Lines_that_end_at_the_borders_of_what_is_read_at_once_are_whole()
    {
        var text = new string('é', 70_000);
        var read = Read($"1 {text}\n0 {text}\r\n1 a", TextFormat.LabeledLines);
        Assert.Equal([text, text, "a"], read.Select(example => example.Text));
    }

    private static TextExamples Json(string lines, TextColumns? columns = null) => Read(lines, TextFormat.JsonLines, columns);

    private static string JsonError(string lines, TextColumns? columns = null) => Assert.Throws<DataException>(() => Json(lines, columns)).Message;

    private static TextExamples Read(string text, TextFormat format, TextColumns? columns = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return TextExamples.Read(stream, "x", new ReadingOptions { Format = format, Columns = columns ?? new TextColumns() });
    }
}
