using System.Text;
using PromptGen.Checkpoints;
using PromptGen.Tasks;
using PromptGen.Tests.Build;
using PromptGen.Tests.Cli;

namespace PromptGen.Tests.Cases;

public sealed class Case19SmallMessagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_is_no_file_of_examples() =>
        Assert.Equal($"{folder.Path}: cannot be read (it is a folder); expected a file of examples.", Assert.Throws<DataException>(() => TextExamples.Read(folder.Path)).Message);

    [Theory]
    [InlineData("x.conll", "Anna B-PER\rran O\r\rBert B-PER\rran O\r", 11)]
    [InlineData("x.txt", "pos good\rneg bad\r", 9)]
    [InlineData("x.jsonl", "{\"text\": \"a\"}\r{\"text\": \"b\"}", 14)]
    public void Carriage_returns_alone_end_no_lines(string name, string text, int column)
    {
        var path = folder.File(name);
        File.WriteAllText(path, text);
        var error = Assert.Throws<DataException>(() => name == "x.conll" ? WordExamples.Read(path) : (object)TextExamples.Read(path));
        Assert.Equal($"{path}(1,{column}): has a carriage return without a line feed; expected lines that end with a line feed, alone or after a carriage return.", error.Message);
    }

    [Fact]
    public void Carriage_returns_before_a_line_feed_are_of_the_line_end()
    {
        var path = folder.File("x.conll");
        File.WriteAllText(path, "Anna B-PER\r\nran O\r\r\n\r\nOslo B-LOC\r");
        Assert.Equal([["B-PER", "O"], ["B-LOC"]], WordExamples.Read(path).Select(sentence => sentence.Labels!));
        File.WriteAllText(folder.File("x.csv"), "text,label\ra,1\r");
        Assert.Equal("1", TextExamples.Read(folder.File("x.csv")).Single().Label);
    }

    [Fact]
    public void Labels_that_are_nearly_the_same_are_named_with_their_counts()
    {
        Assert.Equal("labels that differ only in blanks, case or Unicode form are labels of their own: ' neg' (1) and 'neg' (2)", LabelNotices.Of(["pos", " neg", "neg", "neg"]).Single());
        Assert.EndsWith(": 'Pos' (1) and 'pos' (1); 'cafe\u0301' (1) and 'café' (1)", LabelNotices.Of(["Pos", "café", "cafe\u0301", "pos"]).Single(), StringComparison.Ordinal);
        Assert.EndsWith(": 'not me' (1) and 'notme' (1) and 'not\u00A0me' (1)", LabelNotices.Of(["not me", "not\u00A0me", "notme"]).Single(), StringComparison.Ordinal);
        Assert.Empty(LabelNotices.Of(["pos", "neg", "B-PER", "I-PER", "O"]));
    }

    [Fact]
    public void What_programs_write_for_a_missing_value_is_named()
    {
        var notices = LabelNotices.Of(["1", "nan", "NaN"]);
        Assert.Equal(2, notices.Count);
        Assert.EndsWith(": 'NaN' (1) and 'nan' (1)", notices[0], StringComparison.Ordinal);
        Assert.Equal("'NaN' (1), 'nan' (1): such a label is often a value that is missing; an empty field or null is no label", notices[1]);
    }

    [Theory]
    [InlineData("{\n  \"a\": 1,\n  \"é\": NaN\n}", "(3,8): is not JSON: 'N' is an invalid start of a value (JSON has no NaN and no Infinity).")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": {\"é\": 1, \"\\u00e9\": 2}\n}", "(3,17): has 'é' twice in one object; expected each name once.")]
    [InlineData("{\"model_type\": \"bert\", \"model_type\": \"albert\"}", "(1,24): has 'model_type' twice in one object; expected each name once.")]
    public void An_error_of_JSON_has_one_place(string json, string expected)
    {
        foreach (var mark in new[] { "", "\uFEFF" })
        {
            File.WriteAllText(folder.File("config.json"), mark + json);
            Assert.Equal(folder.File("config.json") + expected, Assert.Throws<CheckpointException>(() => ConfigJson.Read(folder.File("config.json"))).Message);
        }
    }

    [Fact]
    public void Labels_that_are_nearly_the_same_are_said_on_the_command_line()
    {
        using var task = new SmallTask();
        var file = task.InFolder("blanks.csv");
        File.WriteAllText(file, "text,label\na,pos \nb, neg\nc,neg\nd,nan\n", new UTF8Encoding(false));
        var (status, output, error) = CalledCommand.Run("train", "--model", task.Model, "--train", file, "--epochs", "1", "--prefix-length", "2");
        Assert.True(status == 0, error);
        Assert.Contains("note        labels that differ only in blanks, case or Unicode form are labels of their own: ' neg' (1) and 'neg' (1)\n", output, StringComparison.Ordinal);
        Assert.Contains("note        'nan' (1): such a label is often a value that is missing", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_damaged_lines_are_a_line_each_on_the_command_line()
    {
        using var task = new SmallTask();
        File.WriteAllText(folder.File("x.jsonl"), "{}\n{}\n");
        var (status, _, error) = CalledCommand.Run("train", "--model", task.Model, "--train", folder.File("x.jsonl"));
        Assert.Equal(1, status);
        Assert.Equal(3, error.TrimEnd().Split('\n').Length);
    }
}
