using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Tasks;
using PromptGen.Testing;
using PromptGen.Tests.Tokenization;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tests.Tasks;

public sealed class TokenClassificationTaskTests : IDisposable
{
    private static readonly string[] Labels = ["B-place", "I-place", "O"];

    private readonly TokenizerFolder folder = new();
    private readonly TextTokenizer tokenizer;
    private readonly TokenClassificationTask task = new(new LabelSet(Labels));

    public TokenClassificationTaskTests()
    {
        folder.Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nin\nnew\nyork\n##er\n");
        tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.WordPiece);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_word_is_labeled_at_its_first_piece_and_padding_not_at_all()
    {
        var rows = task.Rows([Sentence("in/O newer/B-place york/I-place"), Sentence("in/O")], tokenizer);
        using var labels = rows.Labels!.Collate([1, 0], CPU);
        const long none = Unlabeled.Token;
        Assert.Equal([none, 2, none, none, none, none, /**/ none, 2, 0, none, 1, none], labels.data<long>().ToArray());
    }

    [Fact]
    public void Answers_are_the_labels_at_first_pieces_and_words_that_were_cut_off_are_outside()
    {
        WordExample[] examples = [Sentence("in newer york york")];
        var rows = task.Rows(examples, tokenizer, maximumLength: 6, labeled: false);
        // [CLS] in new ##er york [SEP]: the second york is cut off.
        var answers = task.Answers(examples, rows, [new TokenPredictions([.. new[] { 0, 2, 0, 2, 1, 0 }.Select(Certain)])]);
        Assert.Equal(["O", "B-place", "I-place", "O"], answers[0]);
    }

    [Fact]
    public void Baselines_are_everything_outside_and_the_majority_of_each_word()
    {
        var baselines = task.Baselines([Sentence("in/O york/B-place york/B-place york/O in/O in/O")]);
        Assert.Equal(["everything 'O'", "majority of each word"], baselines.Select(baseline => baseline.Name));
        Assert.Equal([true, false], baselines.Select(baseline => baseline.IsConstant));
        var example = Sentence("york in rome");
        Assert.Equal(["O", "O", "O"], baselines[0].Answer(example));
        Assert.Equal(["B-place", "O", "O"], baselines[1].Answer(example));
    }

    [Fact]
    public void Labels_that_spell_no_entities_are_measured_by_words_only_and_the_first_is_named()
    {
        var speech = new TokenClassificationTask(new LabelSet(["NOUN", "VERB"]));
        Assert.Null(speech.Convention);
        Assert.Equal(0.75, speech.Metric("accuracy").Score([["NOUN", "VERB"], ["NOUN", "VERB"]], [["NOUN", "VERB"], ["NOUN", "NOUN"]]));
        Assert.Contains("'NOUN', 'VERB' spell no entities", Assert.Throws<ArgumentException>(() => speech.Metric("entity-f1")).Message, StringComparison.Ordinal);

        TokenClassificationTask.RequireEntities([Sentence("in/O york/B-place"), Sentence("in york")]);
        var error = Assert.Throws<DataException>(() => TokenClassificationTask.RequireEntities([Sentence("in/O york/place")]));
        Assert.StartsWith("x(7): word 2 of this sentence, 'york', has the label 'place', which is of no scheme of entities; expected O, or B-", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentences_without_labels_are_refused_by_their_line() =>
        Assert.Equal("x(7): has no labels; expected one for each word.", Assert.Throws<DataException>(() => task.Rows([Sentence("in york")], tokenizer)).Message);

    [SharedFact("data/ner/wnut17")]
    public void WNUT17_is_read_whole_and_its_own_labels_score_1()
    {
        WordExamples Read(string name) => WordExamples.Read(SharedFolder.At("data", "ner", "wnut17", name));
        var (train, dev, test) = (Read("wnut17train.conll"), Read("emerging.dev.conll"), Read("emerging.test.annotated"));
        Assert.Equal((3394, 1009, 1287), (train.Count, dev.Count, test.Count));
        var wnut = new TokenClassificationTask(LabelSet.FromWords(train));
        Assert.Equal(13, wnut.Labels.Count);
        TokenClassificationTask.RequireEntities(train.Concat(dev).Concat(test));

        var truth = wnut.Truth(test);
        var metric = wnut.Metric("entity-f1-strict");
        Assert.Equal(1, metric.Score(truth, truth));
        var baselines = wnut.Baselines(train);
        Assert.Equal(0, metric.Score([.. test.Select(baselines[0].Answer)], truth));
        Assert.InRange(metric.Score([.. test.Select(baselines[1].Answer)], truth), 0.01, 0.2);
    }

    private static Prediction Certain(int label) => Prediction.Of([.. Enumerable.Range(0, Labels.Length).Select(i => i == label ? 1.0 : 0.0)], Labels);

    private static WordExample Sentence(string text)
    {
        var words = text.Split(' ').Select(word => word.Split('/')).ToList();
        return new WordExample([.. words.Select(word => word[0])], words[0].Length == 1 ? null : [.. words.Select(word => word[1])], new SourceLine("x", 7));
    }
}
