using System.Text;
using PromptGen.Tasks;

namespace PromptGen.Tests.Tasks.Reading;

/// <summary>Words in columns are not taken for texts, whatever their file is called; texts are not taken for words.</summary>
public sealed class WordColumnsTests
{
    private const string Iob = "-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\nGerman JJ B-NP B-MISC\n\nPeter NNP B-NP B-PER\n";

    /// <summary>Twelve sentences with parts of speech, which no scheme of entities has.</summary>
    private static readonly string PartsOfSpeech = string.Join("\n", Enumerable.Range(0, 12).Select(i => $"the{i} DET\ndog{i} NOUN\nruns{i} VERB\n"));

    [Theory]
    [InlineData("x.txt", Iob)]
    [InlineData("x", Iob)]
    [InlineData("x.data", "# id 1 domain=en\nAnna _ _ B-PER\nran _ _ O\n")]
    [InlineData("x.bio", "a b\n")]
    [InlineData("x.CONLL", "a b\n")]
    [InlineData("x.conllu", "1\ta\tb\n")]
    [InlineData("x.txt", "Anna PER-B\nran O\n")]
    [InlineData("x.tsv", "Anna\tB-PER\nran\tO\n")]
    [InlineData("x.csv", "Anna,B-PER\nran,O\n")]
    [InlineData("x.csv", "text,label\nAnna,B-PER\nran,O\n")]
    public void Words_are_refused(string name, string text)
    {
        foreach (var otherwise in new[] { TextFormat.LabeledLines, TextFormat.PlainLines })
            Assert.Contains("Words in columns are read with --task token-classification, in code by WordExamples",
                Assert.Throws<DataException>(() => Read(name, text, new ReadingOptions { Otherwise = otherwise })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_with_labels_of_no_scheme_are_refused_by_their_sentences()
    {
        Assert.Contains("--task token-classification", Assert.Throws<DataException>(() => Read("x.txt", PartsOfSpeech)).Message, StringComparison.Ordinal);
        Assert.Equal(36, Read("x.txt", PartsOfSpeech, new ReadingOptions { Format = TextFormat.LabeledLines }).Count);
    }

    [Theory]
    [InlineData("x.txt", "O what a day\nB-side was fine\n")]
    [InlineData("x.txt", "pos good\nneg bad\n\npos fine\nneg poor\n")]
    [InlineData("x.csv", "text,label\nneeds blood now,O\ngives blood,B-\n")]
    [InlineData("x.jsonl", """{"text": "Anna", "label": "B-PER"}""")]
    public void Texts_are_read(string name, string text) => Assert.NotEmpty(Read(name, text));

    [Fact]
    public void Many_short_texts_between_blank_lines_are_read()
    {
        Assert.Equal(60, Read("x.txt", string.Join("\n", Enumerable.Range(0, 30).Select(i => $"pos good{i}\nneg bad{i}\n"))).Count);
        Assert.Equal(60, Read("x.txt", string.Join("\n", Enumerable.Range(0, 30).Select(i => $"good{i} day{i}\nbad{i} day{i}\n")), new ReadingOptions { Otherwise = TextFormat.PlainLines }).Count);
    }

    [Fact]
    public void Keys_that_are_there_are_named_where_one_is_not()
    {
        Assert.Equal("x.jsonl(1): has no 'text', only 'sentence', 'label'; expected a text; another key is named by --text-key, in code by TextColumns.",
            Assert.Throws<DataException>(() => Read("x.jsonl", """{"sentence": "a", "label": 1}""")).Message);
        Assert.Equal("x.jsonl(1): has no 'text', only 'tokens', 'ner_tags'; expected a text; words in a list are read with --task token-classification, in code by WordExamples.",
            Assert.Throws<DataException>(() => Read("x.jsonl", """{"tokens": ["a"], "ner_tags": [1]}""")).Message);
        Assert.Equal("x.csv(1): has no column 'text'; expected one of 'sentence', 'label', or a number from 1 to 2 (--text-key on the command line, TextColumns in code).",
            Assert.Throws<DataException>(() => Read("x.csv", "sentence,label\na,1\n")).Message);
        Assert.Equal(["sentence", "stars"], Read("x.csv", "sentence,stars\na,1\n", new ReadingOptions { Columns = new TextColumns("sentence") }).Keys);
    }

    private static TextExamples Read(string name, string text, ReadingOptions? options = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return TextExamples.Read(stream, name, options);
    }
}
