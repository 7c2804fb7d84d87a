using System.Text;
using PromptGen.Tasks;

namespace PromptGen.Tests.Tasks.Reading;

/// <summary>SuperGLUE's own lines, by examples of the same form and by the files themselves where they are at hand.</summary>
public sealed class SuperGlueTests
{
    private const string Folder = "data/superglue";

    [Fact]
    public void Pairs_are_in_the_order_of_the_reference()
    {
        var rte = Read("""{"premise": "p", "hypothesis": "h", "label": "entailment", "idx": 4}""", SuperGlue.Rte);
        Assert.Equal(new TextExample("p", "h", "entailment", new SourceLine("x", 1)) { Id = "4" }, rte);
        var boolQ = Read("""{"question": "q", "passage": "p", "idx": 0, "label": true}""", SuperGlue.BoolQ);
        Assert.Equal(new TextExample("q", "p", "true", new SourceLine("x", 1)) { Id = "0" }, boolQ);
        Assert.Null(Read("""{"premise": "p", "hypothesis": "h", "idx": 4}""", SuperGlue.Cb).Label);
    }

    [Fact]
    public void Words_in_context_become_texts_by_one_of_two_templates()
    {
        const string Line = """{"word": "place", "sentence1": "My place.", "sentence2": "No place.", "idx": 0, "start1": 3, "end1": 8, "version": 1.1, "label": false}""";
        var source = new SourceLine("x", 1);
        Assert.Equal(
            new TextExample("My place. No place. Does place have the same meaning in both sentences?", null, "false", source) { Id = "0" },
            Read(Line, SuperGlue.Wic(WicTemplate.Question)));
        Assert.Equal(
            new TextExample("place: My place.", "place: No place.", "false", source) { Id = "0" },
            Read(Line, SuperGlue.Wic(WicTemplate.WordBeforeSentences)));
        Assert.Equal("x(1): has no 'word', only 'sentence1', 'sentence2'; expected a text.",
            Assert.Throws<DataException>(() => Read("""{"sentence1": "a", "sentence2": "b"}""", SuperGlue.Wic(WicTemplate.Question))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(Line, SuperGlue.Wic((WicTemplate)2)));
    }

    // Counted in the files with Python's json.
    [SharedTheory(Folder)]
    [InlineData("RTE/train.jsonl", "entailment 1249, not_entailment 1241")]
    [InlineData("RTE/val.jsonl", "entailment 146, not_entailment 131")]
    [InlineData("RTE/test.jsonl", "none 3000")]
    [InlineData("fewglue/RTE/train.jsonl", "entailment 13, not_entailment 19")]
    [InlineData("CB/train.jsonl", "contradiction 119, entailment 115, neutral 16")]
    [InlineData("CB/val.jsonl", "contradiction 28, entailment 23, neutral 5")]
    [InlineData("CB/test.jsonl", "none 250")]
    [InlineData("fewglue/CB/train.jsonl", "contradiction 10, entailment 19, neutral 3")]
    [InlineData("BoolQ/val.jsonl", "false 1237, true 2033")]
    [InlineData("fewglue/BoolQ/train.jsonl", "false 14, true 18")]
    [InlineData("WiC/train.rebuilt.jsonl", "false 2714, true 2714")]
    [InlineData("WiC/val-500.jsonl", "false 245, true 255")]
    [InlineData("fewglue/WiC/train.jsonl", "false 15, true 17")]
    [InlineData("fewglue/WiC/unlabeled.jsonl", "none 5428")]
    public void The_files_are_read_whole(string file, string expected)
    {
        var columns = file.Replace("fewglue/", "", StringComparison.Ordinal).Split('/')[0] switch
        {
            "RTE" => SuperGlue.Rte,
            "CB" => SuperGlue.Cb,
            "BoolQ" => SuperGlue.BoolQ,
            _ => SuperGlue.Wic(WicTemplate.WordBeforeSentences),
        };
        var read = TextExamples.Read(SharedFolder.At(["data", "superglue", .. file.Split('/')]), new ReadingOptions { Columns = columns });
        Assert.Equal(expected, Counted(read.Select(example => example.Label)));
        Assert.All(read, example => Assert.NotNull(example.Pair));
        Assert.Empty(read.Notices);
        Assert.All(read, example => Assert.NotNull(example.Id));
        Assert.Equal(expected.StartsWith("none", StringComparison.Ordinal), read.IsUnlabeled);
    }

    [SharedTheory(Folder)]
    [InlineData("wic-text-train-5228.jsonl", "0 2613, 1 2615")]
    [InlineData("wic-text-test-200.jsonl", "0 101, 1 99")]
    public void Another_form_of_words_in_context_is_a_text_and_a_label(string file, string expected) =>
        Assert.Equal(expected, Counted(TextExamples.Read(SharedFolder.At("data", "superglue", "WiC", file)).Select(example => example.Label)));

    [SharedTheory("data/classification/sst2-sentence")]
    [InlineData("train", "0 3310, 1 3610")]
    [InlineData("dev", "0 428, 1 444")]
    [InlineData("test", "0 912, 1 909")]
    public void The_sentences_of_SST2_are_read(string part, string expected)
    {
        var read = TextExamples.Read(SharedFolder.At("data", "classification", "sst2-sentence", $"stsa.binary.{part}"));
        Assert.Equal(expected, Counted(read.Select(example => example.Label)));
        Assert.Equal(["0", "1"], LabelSet.From(read).Names);
        Assert.Empty(read.Notices);
    }

    // Sentences as the hub's wnut_17 counts them.
    [SharedTheory("data/ner/wnut17")]
    [InlineData("wnut17train.conll", 3394, 62730, 1975)]
    [InlineData("emerging.dev.conll", 1009, 15733, 836)]
    [InlineData("emerging.test.annotated", 1287, 23394, 1079)]
    public void The_sentences_of_WNUT17_are_read(string file, int sentences, int words, int entities)
    {
        var read = WordExamples.Read(SharedFolder.At("data", "ner", "wnut17", file));
        Assert.Equal((sentences, words), (read.Count, read.Sum(sentence => sentence.Words.Count)));
        Assert.Equal(entities, read.Sum(sentence => sentence.Labels!.Count(label => label.StartsWith('B'))));
        Assert.Equal(
            ["B-corporation", "B-creative-work", "B-group", "B-location", "B-person", "B-product", "I-corporation", "I-creative-work", "I-group", "I-location", "I-person", "I-product", "O"],
            LabelSet.FromWords(read).Names);
    }

    private static string Counted(IEnumerable<string?> labels) =>
        string.Join(", ", labels.CountBy(label => label ?? "none").OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {count.Value}"));

    private static TextExample Read(string line, TextColumns columns)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(line));
        return TextExamples.Read(stream, "x", new ReadingOptions { Format = TextFormat.JsonLines, Columns = columns }).Single();
    }
}
