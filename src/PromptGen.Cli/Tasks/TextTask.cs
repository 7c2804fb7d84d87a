using PromptGen.Adapters;
using PromptGen.Cli.Training;
using PromptGen.Heads;
using PromptGen.Reports;
using PromptGen.Tasks;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Tasks;

/// <summary>What tasks over a text, or a pair, have in common.</summary>
/// <param name="columns">Where a known data set has its parts; null: where the options say.</param>
/// <param name="kind">What a label is.</param>
internal abstract class TextTask<TAnswer>(TextColumns? columns, LabelKind kind) : TypedTask<TextExample, TAnswer>
{
    public override IEnumerable<PredictionInput> Inputs(string path, DataReading reading, Action<string> note) =>
        TextExamples.Read(path, reading.ForTexts(columns, kind) with { Otherwise = TextFormat.PlainLines })
            .Select(example => new PredictionInput(example.Text, example.Pair) { Place = example.Source.ToString() });

    public override IReadOnlyList<TokenizedText> Rows(PredictionInput input, TextTokenizer tokenizer, int maxTokens) =>
        [tokenizer.Encode(input.Text ?? string.Join(' ', input.Words!), input.Pair, maxTokens)];

    protected override (string Place, string Text, bool IsPair) About(TextExample example) =>
        (example.Source.ToString(), example.Pair is null ? example.Text : $"{example.Text} {example.Pair}", example.Pair is not null);

    protected override IExamples<TextExample> Examples(string path, DataReading reading, IReadOnlyList<string>? names) =>
        TextExamples.Read(path, reading.ForTexts(columns, kind, names));

    /// <summary>An example that was answered wrong.</summary>
    /// <param name="example">The example.</param>
    /// <param name="truth">What is right.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="confidence">How probable the model held that; null: it does not say.</param>
    protected static WrongAnswer Wrong(TextExample example, string truth, string answer, double? confidence = null) => new(example.Text)
    {
        TextPair = example.Pair, Truth = truth, Answer = answer, Confidence = confidence, Source = example.Source.ToString(),
    };

    protected override bool Suits(AdapterCard card) => card.Head?.Task == HeadTask.SequenceClassification && KindOf(card) == kind;
}
