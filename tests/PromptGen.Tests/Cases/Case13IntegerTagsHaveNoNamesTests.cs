using System.Text;
using PromptGen.Heads;
using PromptGen.Tasks;
using PromptGen.Tests.Cli;

namespace PromptGen.Tests.Cases;

/// <summary>What <c>Dataset.to_json</c>, <c>to_csv</c> and <c>to_parquet</c> of the hub's <c>datasets</c> 5.2.0 write of a <c>ClassLabel</c>.</summary>
public sealed class Case13IntegerTagsHaveNoNamesTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public void Numbers_are_ids_of_names_and_minus_one_is_no_label()
    {
        var read = Words("""
            {"tokens": ["Anna", "ran"], "ner_tags": [1, 0]}
            {"tokens": ["Oslo"], "ner_tags": ["B-LOC"]}
            {"tokens": ["so"], "ner_tags": [-1]}
            """);
        Assert.Equal([["B-PER", "O"], ["B-LOC"], null], read.Select(sentence => sentence.Labels));
        Assert.Equal("labels are ids: 0 is 'O', 1 is 'B-PER', 2 is 'B-LOC'", read.Notices.Single());
        Assert.Equal(["pos", "neg", null, "pos"], Texts("""{"text": "a", "label": 1}""" + "\n" + """{"text": "b", "label": 0}""" + "\n" + """{"text": "c", "label": -1}""" + "\n" + """{"text": "d", "label": "pos"}"""));
        Assert.Equal(["pos", null], Texts("text,label\na,1\nb,-1\n", "x.csv"));
        Assert.Equal(["pos", "neg"], Texts("1 a\nneg b\n", "x.txt"));
        Assert.Equal([["B-PER"], ["O"]], Words("Anna 1\n\nran O\n", "x.conll").Select(sentence => sentence.Labels!));
    }

    [Fact]
    public void Ids_beyond_the_names_are_refused()
    {
        Assert.Equal("x.jsonl(1): 'label' is 2; expected a class from 0 to 1, or -1 for none.", Assert.Throws<DataException>(() => Texts("""{"text": "a", "label": 2}""")).Message);
        Assert.Equal("x.csv(2): 'label' is -2; expected a class from 0 to 1, or -1 for none.", Assert.Throws<DataException>(() => Texts("text,label\na,-2\n", "x.csv")).Message);
        Assert.Equal("x.jsonl(1): 'ner_tags'[1] is 3; expected a class from 0 to 2, or -1 for none.", Assert.Throws<DataException>(() => Words("""{"tokens": ["a", "b"], "ner_tags": [0, 3]}""")).Message);
        Assert.Equal("x.jsonl(1): 'ner_tags'[1] is -1, which is no label; expected a label for each word.", Assert.Throws<DataException>(() => Words("""{"tokens": ["a", "b"], "ner_tags": [0, -1]}""")).Message);
    }

    [Fact]
    public void A_text_is_a_name_first_and_names_that_are_numbers_make_no_ids()
    {
        Assert.Equal(["1"], Texts("text,label\na,1\n", "x.csv", "1", "0"));
        Assert.Equal(["5", "1"], Texts("""{"text": "a", "label": 5}""" + "\n" + """{"text": "b", "label": 1}""", names: ["1", "2", "3", "4", "5"]));
        Assert.Equal(["1", "odd"], Texts("text,label\na,1\nb,2\n", "x.csv", "0", "1", "odd"));
    }

    [Theory]
    [InlineData("x.jsonl", """{"text": "a", "label": [0, 1]}""")]
    [InlineData("x.jsonl", """{"text": "a", "label": "0,1"}""")]
    [InlineData("x.csv", "text,label\na,\"0,1\"\n")]
    [InlineData("x.csv", "text,label\na,[0 1]\n")]
    [InlineData("x.csv", "text,label\na,\"[0, 1]\"\n")]
    [InlineData("x.csv", "text,label\na,\"neg,1\"\n")]
    public void Several_labels_are_named_too(string name, string text) => Assert.Equal(["neg", "pos"], Several(name, text)!);

    [Fact]
    public void Several_labels_of_which_none_is_known_are_none()
    {
        Assert.Null(Several("x.jsonl", """{"text": "a", "label": [-1]}"""));
        Assert.Empty(Several("x.csv", "text,label\na,[]\n")!);
    }

    [Fact]
    public void Of_numbers_without_names_the_option_is_named() => Assert.EndsWith(
        "Numbers are named by id, the name of 0 first: --labels O B-PER on the command line, LabelNames in code.",
        Assert.Throws<DataException>(() => TokenClassificationTask.RequireEntities(Words("""{"tokens": ["a"], "ner_tags": [1]}""", names: null))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_command_line_trains_and_evaluates_ids_by_their_names()
    {
        var file = task.InFolder("int.jsonl");
        File.WriteAllLines(file, Enumerable.Repeat("""{"tokens": ["w1", "fine"], "ner_tags": [0, 1]}""", 8));
        string[] arguments = ["train", "--task", "token-classification", "--model", task.Model, "--train", file, "--labels", "O", "B-PER", "--epochs", "1", "--prefix-length", "2"];
        var (status, output, error) = CalledCommand.Run((string[])[.. arguments, "--output", task.InFolder("adapter")]);
        Assert.True(status == 0, error);
        Assert.Contains("labels      O, B-PER; entity-f1", output, StringComparison.Ordinal);
        Assert.Contains("note        labels are ids: 0 is 'O', 1 is 'B-PER'\n", output, StringComparison.Ordinal);
        (status, output, error) = CalledCommand.Run("evaluate", "--model", task.Model, "--adapter", task.InFolder("adapter"), "--data", file);
        Assert.True(status == 0, error);
        Assert.Contains(" of 8 examples", output, StringComparison.Ordinal);
    }

    private static WordExamples Words(string text, string name = "x.jsonl", params string[]? names)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return WordExamples.Read(stream, name, new WordReadingOptions { LabelNames = names is [] ? ["O", "B-PER", "B-LOC"] : names });
    }

    private static IEnumerable<string?> Texts(string text, string name = "x.jsonl", params string[] names)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return TextExamples.Read(stream, name, new ReadingOptions { Columns = new TextColumns { LabelNames = names is [] ? ["neg", "pos"] : names } }).Select(example => example.Label);
    }

    private static IReadOnlyList<string>? Several(string name, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var columns = new TextColumns { LabelNames = ["neg", "pos"], Labels = LabelKind.Several };
        return TextExamples.Read(stream, name, new ReadingOptions { Columns = columns }).Single().Labels;
    }
}
