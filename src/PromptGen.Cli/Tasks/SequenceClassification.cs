using System.Text.Json.Nodes;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Reports;
using PromptGen.Tasks;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Tasks;

/// <summary>One label for a text or a pair.</summary>
internal sealed class SequenceClassification(string name, TextColumns? columns) : TextTask<int>(columns, LabelKind.One)
{
    /// <summary>So many labels, and almost none of them twice, are the first words of lines that have no label.</summary>
    private const int ManyLabels = 100;

    public override string Name => name;

    public override IReadOnlyList<string> Metrics => RowMetrics.LabelNames;

    public override void Describe(JsonObject line, IReadOnlyList<string> labels, PredictionInput input, IReadOnlyList<TokenizedText> rows, IReadOnlyList<Answer> answers)
    {
        var prediction = (Prediction)answers[0];
        line["label"] = prediction.Label;
        line["probabilities"] = Probabilities(labels, prediction.Probabilities);
    }

    protected override AdapterTask<TextExample, int> Over(IReadOnlyList<string> labels) => new SequenceClassificationTask(new LabelSet(labels));

    protected override IReadOnlyList<string> Learned(IExamples<TextExample> training)
    {
        var labels = LabelSet.From(training).Names;
        if (labels.Count > ManyLabels && 4 * labels.Count > training.Count)
            throw new UserException($"{training[0].Source}: the {training.Count} examples have {labels.Count} labels, here '{training[0].Label}'; expected a label that other examples have too. "
                + "Words in columns are read with --task token-classification; --labels names labels that are meant so.");
        return labels;
    }

    /// <remarks>Labels that training does not have stand in no row of the matrix.</remarks>
    protected override TestRecord Record(int seed, Measured<TextExample, int> measured)
    {
        var known = Enumerable.Range(0, measured.Truth.Count).Where(i => measured.Truth[i] < measured.Labels.Count).ToList();
        double Confidence(int i) => ((Prediction)measured.Outputs[i]).Probabilities[measured.Answers[i]];
        return new TestRecord
        {
            Seed = seed,
            Confusion = ConfusionMatrix.Of(measured.Labels, [.. known.Select(i => measured.Answers[i])], [.. known.Select(i => measured.Truth[i])]),
            Errors = [.. measured.Worst(i => measured.Answers[i] != measured.Truth[i], Confidence)
                .Select(i => Wrong(measured.Examples[i], measured.Examples[i].Label!, measured.Labels[measured.Answers[i]], Confidence(i)))],
        };
    }

    protected override IEnumerable<(string Label, string Counts)> Details(IReadOnlyList<string> labels, IReadOnlyList<int> answers, IReadOnlyList<int> truth) => labels.Select((name, index) =>
        (name, $"{truth.Where((t, i) => t == index && answers[i] == index).Count()} of {truth.Count(t => t == index)} found, {answers.Count(a => a == index)} predicted"));
}
