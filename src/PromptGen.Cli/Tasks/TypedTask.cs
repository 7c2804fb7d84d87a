using PromptGen.Adapters;
using PromptGen.Cli.Terminal;
using PromptGen.Cli.Training;
using PromptGen.Heads;
using PromptGen.Reports;
using PromptGen.Tasks;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Tasks;

/// <summary>What all tasks do alike with their own kind of examples.</summary>
internal abstract class TypedTask<TExample, TAnswer> : CommandTask
{
    /// <summary>The seed that draws a training subset, whatever the seeds of the runs, so that all runs see the same examples.</summary>
    private const int SubsetSeed = 0;

    /// <summary>Reads a file of its examples.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reading">How it holds them.</param>
    /// <param name="names">What labels that are numbers mean; null: they are names themselves.</param>
    protected abstract IExamples<TExample> Examples(string path, DataReading reading, IReadOnlyList<string>? names);

    /// <summary>The task with these names for the head's outputs.</summary>
    protected abstract AdapterTask<TExample, TAnswer> Over(IReadOnlyList<string> labels);

    /// <summary>The names of the outputs that training examples ask for.</summary>
    protected abstract IReadOnlyList<string> Learned(IExamples<TExample> training);

    /// <summary>Refuses examples that the metric cannot measure.</summary>
    protected virtual void Check(IExamples<TExample> examples, string metric)
    {
    }

    /// <summary>The metrics that are reported beside one.</summary>
    protected virtual IEnumerable<string> Beside(string metric) => [];

    /// <summary>Where an example stands, all that is read of it, and whether that is a pair of texts.</summary>
    protected abstract (string Place, string Text, bool IsPair) About(TExample example);

    /// <summary>What else is worth saying of answers: a line for each label.</summary>
    protected virtual IEnumerable<(string Label, string Counts)> Details(IReadOnlyList<string> labels, IReadOnlyList<TAnswer> answers, IReadOnlyList<TAnswer> truth) => [];

    /// <summary>What a report shows of measured examples.</summary>
    /// <param name="seed">Of the training that made the model.</param>
    /// <param name="measured">The examples.</param>
    protected abstract TestRecord Record(int seed, Measured<TExample, TAnswer> measured);

    public override TaskData Read(TrainRequest request, TextTokenizer tokenizer)
    {
        var train = Examples(request.Train, request, request.Labels);
        if (train.IsUnlabeled) throw new UserException($"{request.Train}: {Unlabeled(train)}.");
        var names = request.Labels ?? train.DeclaredLabels;
        var dev = request.Dev is null ? null : Examples(request.Dev, request, names);
        var test = request.Test is null ? null : Examples(request.Test, request, names);
        if (request.Subset > train.Count) throw new UserException($"--subset {request.Subset}: {request.Train} has only {train.Count} examples.");
        IReadOnlyList<TExample> chosen = request.Subset is { } count ? Subset.Of(train, count, SubsetSeed) : train;

        var task = Over(names ?? Learned(train));
        var metrics = MetricsOf(task, request.Metric);
        var maxTokens = Math.Min(request.MaxTokens, tokenizer.MaximumLength ?? int.MaxValue);
        var rows = task.Rows(chosen, tokenizer, maxTokens);
        var baselines = task.Baselines(chosen, dev is { IsUnlabeled: false } ? dev : null);
        Split<TExample, TAnswer>? Evaluated(IExamples<TExample>? examples) =>
            examples is null ? null : new(examples, task, metrics, baselines, tokenizer, maxTokens, request.UnseenLabels, Record);
        foreach (var examples in new[] { dev, test }.OfType<IExamples<TExample>>()) CheckInputs(Inputs(chosen), examples);
        var (devSplit, testSplit) = (Evaluated(dev), Evaluated(test));
        if (devSplit is { IsLabeled: false }) throw new UserException($"{request.Dev}: {Unlabeled(dev!)}; dev examples choose by what is right.");

        var truth = task.Truth(chosen);
        return new TaskData(
            task, metrics[0], rows, devSplit, testSplit,
            [.. baselines.Where(baseline => baseline.IsConstant).Select(baseline => (baseline.Name, metrics[0].Score([.. chosen.Select(baseline.Answer)], truth)))],
            chosen.Count, maxTokens, Inputs(chosen),
            [
                .. NotLearned(task.LabelKind == LabelKind.Value ? [] : [.. task.Labels.Except(chosen.SelectMany(task.LabelsOf))], request.Subset is null ? "" : " that was drawn"),
                .. LabelNotices.Of(new[] { train, dev, test }.OfType<IExamples<TExample>>().SelectMany(examples => examples.SelectMany(task.LabelsOf))),
                .. Unseen("dev ", devSplit), .. Unseen("test ", testSplit),
                .. testSplit is { IsLabeled: false } ? [$"{request.Test} has no labels: what is reported is {(dev is null ? "nothing, for there is no --dev" : "the dev examples, which also choose")}"] : Array.Empty<string>(),
                .. new[] { train, dev, test }.OfType<IExamples<TExample>>().SelectMany(examples => examples.Notices).Distinct(),
                .. Unknown("train", chosen, rows, tokenizer), .. Unknown("dev", dev, devSplit?.Rows, tokenizer), .. Unknown("test", test, testSplit?.Rows, tokenizer),
            ]);
    }

    public override void Evaluate(OpenAdapter adapter, EvaluateRequest request, Screen console)
    {
        var task = Over(adapter.Labels);
        var metrics = MetricsOf(task, request.Metric);
        var examples = Examples(request.Data, request.Reading, adapter.Labels);
        if (examples.Count == 0) throw new UserException("There are no examples to evaluate.");
        if (examples.IsUnlabeled) throw new UserException($"{request.Data}: {Unlabeled(examples)}; without labels nothing can be measured, and predict answers them.");
        Check(examples, metrics[0].Name);
        var split = new Split<TExample, TAnswer>(
            examples, task, metrics, [.. task.Baselines(examples).Where(baseline => baseline.IsConstant)], adapter.Tokenizer, adapter.MaxTokens, request.UnseenLabels, Record);
        var rowNotes = new RowNotes(adapter.Tokenizer);
        foreach (var (example, row) in examples.Zip(split.Rows.Texts))
        {
            var (place, text, isPair) = About(example);
            adapter.CheckInput(isPair, place, "--pair-key names its column");
            if (adapter.Coverage.Problem(row) is { } problem) throw new UserException($"{place}: cannot be measured: {problem}.");
            rowNotes.Add(text, row);
        }
        foreach (var note in (IEnumerable<string>)[.. examples.Notices, .. LabelNotices.Of(examples.SelectMany(task.LabelsOf)), .. Unseen("", split), .. rowNotes.Notes(adapter.MaxTokens)])
            adapter.All.Notes.Say("note", note);
        var outputs = adapter.Predict(split.Rows.Texts);
        var (scores, constants) = (split.Scores(outputs), split.Baselines());
        var nameWidth = Math.Max(11, metrics.Max(metric => metric.Name.Length));
        for (var i = 0; i < metrics.Count; i++)
            console.WriteLine($"{metrics[i].Name.PadRight(nameWidth)} {metrics[i].Show(scores[i])}{(i == 0 ? $" of {examples.Count} examples" : "")}{metrics[i].Show(constants.Select(constant => (constant.Name, constant.Scores[0][i])))}");
        var details = Details(task.Labels, split.Answers(outputs), split.Truth).ToList();
        var labelWidth = details.Select(line => line.Label.Length).DefaultIfEmpty(0).Max();
        foreach (var (label, counts) in details) console.WriteLine($"  {label.PadRight(labelWidth)}  {counts}");
    }

    /// <summary>The one that was asked for, or the usual one, and then those beside it.</summary>
    private IReadOnlyList<IMetric<TAnswer>> MetricsOf(AdapterTask<TExample, TAnswer> task, string? name) =>
        [.. Beside(name ?? Metrics[0]).Prepend(name ?? Metrics[0]).Select(task.Metric)];

    private IExamples<TExample> Examples(string path, TrainRequest request, IReadOnlyList<string>? names)
    {
        var examples = Examples(path, request.Reading, names);
        if (examples.Count == 0) throw new UserException($"{path}: holds no examples.");
        Check(examples, request.Metric ?? Metrics[0]);
        return examples;
    }

    private static string Unlabeled(IExamples<TExample> examples) => "none of the examples has a label"
        + (examples.Keys.Count > 0 ? $"; its columns are {string.Join(", ", examples.Keys.Select(key => $"'{key}'"))}, and --label-key names the one of the labels" : "");

    private static IEnumerable<string> NotLearned(IReadOnlyList<string> labels, string drawn)
    {
        const int shown = 10;
        if (labels.Count == 1) yield return $"no training example{drawn} has the label '{labels[0]}'; it cannot be learned";
        if (labels.Count > 1)
            yield return $"no training example{drawn} has one of {labels.Count} labels, which cannot be learned: "
                + $"{string.Join(", ", labels.Take(shown).Select(label => $"'{label}'"))}{(labels.Count > shown ? $" and {labels.Count - shown} more" : "")}";
    }

    /// <summary>What was trained on pairs answers single texts with nothing that means something, and the other way round.</summary>
    private void CheckInputs(TextInputs trained, IExamples<TExample> examples)
    {
        foreach (var (place, _, isPair) in examples.Select(About))
            if ((trained, isPair) is (TextInputs.Pair, false) or (TextInputs.Single, true))
                throw new UserException($"{place}: is {(isPair ? "a pair of texts, and the training examples are single ones" : "a single text, and the training examples are pairs")}; "
                    + "expected the same kind (--pair-key names the column of the second text).");
    }

    private TextInputs Inputs(IReadOnlyList<TExample> examples) => examples.Count(example => About(example).IsPair) is var pairs && pairs == 0 ? TextInputs.Single
        : pairs == examples.Count ? TextInputs.Pair : TextInputs.Either;

    /// <remarks>Each task makes a row of each example.</remarks>
    private IEnumerable<string> Unknown(string name, IReadOnlyList<TExample>? examples, TokenizedExamples? rows, TextTokenizer tokenizer)
    {
        if (examples is null || rows is null) return [];
        var unknown = new UnknownTokens(tokenizer);
        foreach (var (example, row) in examples.Zip(rows.Texts)) unknown.Add(About(example).Text, row);
        return unknown.Note is { } note ? [$"{name}: {note}"] : [];
    }

    private static IEnumerable<string> Unseen(string name, Split? split) => split is { IsLabeled: true, UnseenCount: > 0 and var count }
        ? [$"{count} of {split.Count} {name}examples have labels that training does not have, and count as wrong"]
        : [];
}
