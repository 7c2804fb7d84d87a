using System.Text;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Tasks;
using PromptGen.Tests.Tokenization;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tests.Tasks;

public sealed class MultiLabelTaskTests : IDisposable
{
    private readonly TokenizerFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("x.jsonl", "{\"text\": \"a\", \"label\": [\"red\", \"round\"]}\n{\"text\": \"b\", \"label\": []}\n{\"text\": \"c\"}\n")]
    [InlineData("x.jsonl", "{\"text\": \"a\", \"label\": \"red, round\"}\n{\"text\": \"b\", \"label\": \"\"}\n{\"text\": \"c\", \"label\": null}\n")]
    public void Labels_are_an_array_or_one_text_and_may_be_none_or_unknown(string name, string content)
    {
        var examples = Read(content, name, new TextColumns { Labels = LabelKind.Several });
        Assert.Equal([["red", "round"], [], null], examples.Select(example => example.Labels));
        Assert.Equal([true, true, false], examples.Select(example => example.IsLabeled));
    }

    [Fact]
    public void Text_columns_are_cut_at_the_separator()
    {
        var columns = new TextColumns { Labels = LabelKind.Several, Separator = '|' };
        Assert.Equal([["red", "round"], []], Read("text,label\na,red | round\nb,\n", "x.csv", columns).Select(example => example.Labels!));
        Assert.Equal([["red", "round"]], Read("red|round a b\n", "x.txt", columns).Select(example => example.Labels!));
    }

    [Fact]
    public void What_are_no_labels_is_named_by_line()
    {
        var columns = new TextColumns(Label: "tags") { Labels = LabelKind.Several };
        Assert.Equal("x.jsonl(1): 'tags'[1] is 1.5; expected a text, a whole number, true or false.", Error("{\"text\": \"a\", \"tags\": [\"red\", 1.5]}", columns));
        Assert.Equal("x.jsonl(1): 'tags' has 'red' twice; expected each label once.", Error("{\"text\": \"a\", \"tags\": [\"red\", \"red\"]}", columns));
        Assert.Equal("x.jsonl(1): has no 'tags', only 'text'; expected an array of labels.", Error("{\"text\": \"a\"}", columns));
        Assert.StartsWith("x.jsonl(2): has no labels; expected an array of them, which may be empty.", Assert.Throws<DataException>(() =>
            LabelSet.FromSeveral(Read("{\"text\": \"a\", \"label\": [\"red\"]}\n{\"text\": \"a\"}", "x.jsonl", new TextColumns { Labels = LabelKind.Several }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_have_a_0_or_a_1_for_each_label_and_answers_begin_at_one_half()
    {
        folder.Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\n");
        var examples = Read("{\"text\": \"a\", \"label\": [\"round\", \"red\"]}\n{\"text\": \"b\", \"label\": []}", "x.jsonl", new TextColumns { Labels = LabelKind.Several });
        var task = new MultiLabelTask(LabelSet.FromSeveral(examples));
        Assert.Equal(["red", "round"], task.Labels);
        var rows = task.Rows(examples, TextTokenizer.Open(folder.Path, TokenizerKind.WordPiece));
        using var labels = rows.Labels!.Collate([1, 0], CPU);
        Assert.Equal([2, 2], labels.shape);
        Assert.Equal([0, 0, 1, 1], labels.data<long>().ToArray());
        Assert.Equal([[0, 1], []], task.Truth(examples));
        Assert.Equal([[1], []], task.Answers(examples, rows, [SeveralPrediction.Of([0.49, 0.5], task.Labels), SeveralPrediction.Of([0.1, 0.2], task.Labels)]));
    }

    [Fact]
    public void Baselines_are_what_most_texts_have_and_the_most_frequent_label()
    {
        TextExample[] examples = [Labeled("red", "big"), Labeled("red"), Labeled("big", "red"), Labeled()];
        var task = new MultiLabelTask(LabelSet.FromSeveral(examples));
        Assert.Equal(["always 'red'"], task.Baselines(examples).Select(baseline => baseline.Name));
        TextExample[] sparse = [Labeled("red"), Labeled("red"), Labeled("big"), Labeled()];
        Assert.Equal(["always no label", "always 'red'"], task.Baselines(sparse).Select(baseline => baseline.Name));
    }

    [Fact]
    public void Metrics_are_those_of_scikit_learn_on_a_hand_worked_case()
    {
        int[][] answers = [[0, 1], [2], []], truth = [[0], [1, 2], []];
        var task = new MultiLabelTask(new LabelSet(["a", "b", "c", "d"]));
        // Right: 0 and 2; answered 3, there 3.
        Assert.Equal(2.0 / 3, task.Metric("f1-micro").Score(answers, truth), 12);
        // F1 of a 1, of b 0, of c 1; d occurs nowhere and counts 0.
        Assert.Equal(0.5, task.Metric("f1-macro").Score(answers, truth), 12);
        Assert.Equal(1.0 / 3, task.Metric("exact-match").Score(answers, truth), 12);
        Assert.Equal(0, task.Metric("f1-macro").Score([[]], [[]]));
        Assert.Throws<ArgumentException>(() => task.Metric("f1-micro").Score([], []));
        Assert.Contains("expected f1-micro, f1-macro, exact-match", Assert.Throws<ArgumentException>(() => task.Metric("bleu")).Message, StringComparison.Ordinal);
    }

    private static TextExample Labeled(params string[] labels) => new("a", null, null, new SourceLine("x", 1)) { Labels = labels };

    private static TextExamples Read(string content, string name, TextColumns columns) =>
        TextExamples.Read(new MemoryStream(Encoding.UTF8.GetBytes(content)), name, new ReadingOptions { Columns = columns });

    private static string Error(string line, TextColumns columns) => Assert.Throws<DataException>(() => Read(line, "x.jsonl", columns)).Message;
}
