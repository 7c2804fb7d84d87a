using PromptGen.Cli.Terminal;
using System.Text.Json.Nodes;
using PromptGen.Adapters;
using PromptGen.Cli.Training;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Tasks;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Tasks;

/// <summary>A task as the command line knows it: its name, how its files are read, and how its answers are printed. The rest is the library's <see cref="AdapterTask"/>.</summary>
internal abstract class CommandTask
{
    /// <summary>All of them; those that an adapter may be for come first, then data sets whose columns are known.</summary>
    public static IReadOnlyList<CommandTask> All { get; } =
    [
        new SequenceClassification("sequence-classification", null),
        new MultiLabel(),
        new Regression(),
        new TokenClassification(),
        new SequenceClassification("rte", SuperGlue.Rte),
        new SequenceClassification("cb", SuperGlue.Cb),
        new SequenceClassification("boolq", SuperGlue.BoolQ),
        new SequenceClassification("wic", SuperGlue.Wic(WicTemplate.Question)),
        new SequenceClassification("wic-pair", SuperGlue.Wic(WicTemplate.WordBeforeSentences)),
    ];

    /// <summary>As <c>--task</c> spells it.</summary>
    public abstract string Name { get; }

    /// <summary>The names of its metrics, the usual one first.</summary>
    public abstract IReadOnlyList<string> Metrics { get; }

    /// <summary>The task of an adapter; null: the command line knows none that its head is for.</summary>
    public static CommandTask? For(AdapterCard card) => All.FirstOrDefault(task => task.Suits(card));

    /// <exception cref="UserException">There is none of that name.</exception>
    public static CommandTask Named(string name) => All.FirstOrDefault(task => task.Name == name)
        ?? throw new UserException($"--task {name}: is none of {string.Join(", ", All.Select(task => task.Name))}.");

    /// <summary>The task of an adapter.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <param name="name">What somebody said that it is; null: nothing.</param>
    /// <exception cref="UserException">It is for another one, or for none.</exception>
    public static CommandTask Of(Adapter adapter, string? name)
    {
        var usual = For(adapter.Card) ?? throw new UserException(
            $"{adapter.Folder}: its head is for {adapter.Card.Head?.Task.ToString() ?? "no task"}, which the command line does not predict with; the library does.");
        if (KindOf(adapter.Card) == LabelKind.Value && adapter.Card is { Head.Task: HeadTask.SequenceClassification, Labels.Count: > 1 })
            throw new UserException($"{adapter.Folder}: 'labelKind' is 'value' with {adapter.Card.Labels.Count} labels ({string.Join(", ", adapter.Card.Labels.Take(3))}{(adapter.Card.Labels.Count > 3 ? ", ..." : "")}): "
                + "it tells that many numbers of a text. The command line tells one, so expected one label; the library predicts with it.");
        if (name is null) return usual;
        return Named(name) is var named && named.Suits(adapter.Card) ? named : throw new UserException($"--task {name}: the adapter {adapter.Folder} is for {usual.Name}.");
    }

    /// <summary>Reads the files of a training run.</summary>
    /// <exception cref="DataException">A file is damaged, or of another task.</exception>
    public abstract TaskData Read(TrainRequest request, TextTokenizer tokenizer);

    /// <summary>Measures an adapter on a file.</summary>
    /// <param name="adapter">What is measured.</param>
    /// <param name="request">The file, and how to measure.</param>
    /// <param name="console">Where the scores go.</param>
    public abstract void Evaluate(OpenAdapter adapter, EvaluateRequest request, Screen console);

    /// <summary>What a file holds to predict from.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reading">How it holds them.</param>
    /// <param name="note">Is told what a user should know of the file.</param>
    public abstract IEnumerable<PredictionInput> Inputs(string path, DataReading reading, Action<string> note);

    /// <summary>An input as the encoder reads it.</summary>
    public abstract IReadOnlyList<TokenizedText> Rows(PredictionInput input, TextTokenizer tokenizer, int maxTokens);

    /// <summary>Says what was predicted.</summary>
    /// <param name="line">Has the input already.</param>
    /// <param name="labels">The names of the head's outputs.</param>
    /// <param name="input">The input.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="answers">One for each row.</param>
    public abstract void Describe(JsonObject line, IReadOnlyList<string> labels, PredictionInput input, IReadOnlyList<TokenizedText> rows, IReadOnlyList<Answer> answers);

    /// <summary>Whether an adapter is for it.</summary>
    protected abstract bool Suits(AdapterCard card);

    /// <summary>What the outputs of an adapter's head over rows mean.</summary>
    protected static LabelKind KindOf(AdapterCard card) => card.LabelKind ?? (card.Labels.Count == 1 ? LabelKind.Value : LabelKind.One);

    protected static JsonObject Probabilities(IReadOnlyList<string> labels, IReadOnlyList<double> probabilities) =>
        new(labels.Zip(probabilities, (label, p) => KeyValuePair.Create(label, (JsonNode?)Rounded(p))));

    /// <summary>A probability, a score: as many digits as are worth reading.</summary>
    protected static JsonNode Rounded(double number) => JsonValue.Create(Math.Round(number, 6))!;
}
