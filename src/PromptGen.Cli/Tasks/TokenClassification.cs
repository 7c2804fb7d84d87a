using System.Globalization;
using System.Text.Json.Nodes;
using PromptGen.Adapters;
using PromptGen.Cli.Training;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Reports;
using PromptGen.Tasks;
using PromptGen.Tasks.Entities;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Tasks;

/// <summary>A label for each word, such as the parts of entities.</summary>
internal sealed class TokenClassification : TypedTask<WordExample, IReadOnlyList<string>>
{
    private static readonly TokenClassificationTask Any = new(new LabelSet([TokenClassificationTask.Outside]));

    public override string Name => "token-classification";

    public override IReadOnlyList<string> Metrics => Any.MetricNames;

    public override IEnumerable<PredictionInput> Inputs(string path, DataReading reading, Action<string> note)
    {
        if (reading.Format is DataFormat.PlainLines || (reading.Format is null && Path.GetExtension(path) is ".txt"))
            return TextExamples.Read(path, new ReadingOptions { Format = TextFormat.PlainLines }).Select(example => new PredictionInput(example.Text) { Place = example.Source.ToString() });
        var examples = WordExamples.Read(path, reading.ForWords());
        foreach (var notice in examples.Notices) note(notice);
        return examples.Select(example => new PredictionInput(Text: null, Words: example.Words) { Place = example.Source.ToString() });
    }

    public override IReadOnlyList<TokenizedText> Rows(PredictionInput input, TextTokenizer tokenizer, int maxTokens) =>
        [tokenizer.EncodeWords(input.Words ?? TextWords.Of(input.Text!).Words, maximumLength: maxTokens)];

    public override void Describe(JsonObject line, IReadOnlyList<string> labels, PredictionInput input, IReadOnlyList<TokenizedText> rows, IReadOnlyList<Answer> answers)
    {
        var task = new TokenClassificationTask(new LabelSet(labels));
        var text = input.Text is null ? null : TextWords.Of(input.Text);
        var words = input.Words ?? text!.Words;
        var given = task.Answers([new WordExample(words, null, default)], new TokenizedExamples(rows), answers)[0];
        if (text is null) line["labels"] = new JsonArray([.. given.Select(label => (JsonNode)label)]);
        if (task.Convention is not { } convention)
        {
            if (text is not null) line["words"] = new JsonArray([.. text.Spans.Select((span, i) => Item("label", given[i], words[i], span.Start, span.End))]);
            return;
        }
        line["entities"] = new JsonArray([.. text is not null
            ? text.Entities(given, convention).Select(entity => Item("type", entity.Type, entity.Text, entity.Start, entity.End))
            : EntityReader.Lenient(given, convention.Suffix).Select(entity =>
                Item("type", entity.Type, string.Join(' ', words.Skip(entity.Start).Take(entity.End - entity.Start)), entity.Start, entity.End))]);
    }

    protected override (string Place, string Text, bool IsPair) About(WordExample example) => (example.Source.ToString(), string.Join(' ', example.Words), false);

    protected override IExamples<WordExample> Examples(string path, DataReading reading, IReadOnlyList<string>? names) => WordExamples.Read(path, reading.ForWords(names));

    protected override AdapterTask<WordExample, IReadOnlyList<string>> Over(IReadOnlyList<string> labels) => new TokenClassificationTask(new LabelSet(labels));

    protected override IReadOnlyList<string> Learned(IExamples<WordExample> training) => LabelSet.FromWords(training).Names;

    protected override void Check(IExamples<WordExample> examples, string metric)
    {
        if (metric.StartsWith("entity", StringComparison.Ordinal)) TokenClassificationTask.RequireEntities(examples);
    }

    protected override IEnumerable<(string Label, string Counts)> Details(IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<string>> answers, IReadOnlyList<IReadOnlyList<string>> truth)
    {
        if (TagConvention.OfLabels(labels) is not { } convention) yield break;
        var scores = EntityF1.Lenient(answers, truth, convention.Suffix);
        yield return ("entity", "precision  recall      F1   found  there  predicted");
        foreach (var (type, score) in scores.ByType.Append(KeyValuePair.Create("all", scores.All)))
            yield return (type, string.Create(CultureInfo.InvariantCulture,
                $"{100 * score.Precision,7:0.0} % {100 * score.Recall,5:0.0} % {100 * score.F1,5:0.0} % {score.Correct,7} {score.Existing,6} {score.Answered,10}"));
    }

    protected override TestRecord Record(int seed, Measured<WordExample, IReadOnlyList<string>> measured)
    {
        if (TagConvention.OfLabels(measured.Labels) is not { } convention) return new TestRecord { Seed = seed };
        int Wrong(int i) => measured.Answers[i].Zip(measured.Truth[i]).Count(label => label.First != label.Second);
        return new TestRecord
        {
            Seed = seed,
            Entities = EntityCount.Of(EntityF1.Lenient(measured.Answers, measured.Truth, convention.Suffix)),
            Errors = [.. measured.Worst(i => Wrong(i) > 0, i => Wrong(i)).Select(i => new WrongAnswer(string.Join(' ', measured.Examples[i].Words))
            {
                TrueSpans = Spans(measured.Examples[i].Words, measured.Truth[i], convention),
                AnsweredSpans = Spans(measured.Examples[i].Words, measured.Answers[i], convention),
                Source = measured.Examples[i].Source.ToString(),
            })],
        };
    }

    /// <summary>Where the entities stand when the words are joined by blanks.</summary>
    private static IReadOnlyList<MarkedSpan> Spans(IReadOnlyList<string> words, IReadOnlyList<string> labels, TagConvention convention)
    {
        var starts = new int[words.Count];
        for (var i = 1; i < starts.Length; i++) starts[i] = starts[i - 1] + words[i - 1].Length + 1;
        return [.. EntityReader.Lenient(labels, convention.Suffix).Select(entity => new MarkedSpan(starts[entity.Start], starts[entity.End - 1] + words[entity.End - 1].Length, entity.Type))];
    }

    protected override bool Suits(AdapterCard card) => card.Head?.Task == HeadTask.TokenClassification;

    private static JsonNode Item(string kind, string name, string text, int start, int end) =>
        new JsonObject { [kind] = name, ["text"] = text, ["start"] = start, ["end"] = end };
}
