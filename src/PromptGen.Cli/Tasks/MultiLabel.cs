using System.Text.Json.Nodes;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Reports;
using PromptGen.Tasks;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Tasks;

/// <summary>Any number of labels for a text or a pair.</summary>
internal sealed class MultiLabel() : TextTask<IReadOnlyList<int>>(columns: null, LabelKind.Several)
{
    public override string Name => "multi-label";

    public override IReadOnlyList<string> Metrics => SeveralMetrics.Names;

    public override void Describe(JsonObject line, IReadOnlyList<string> labels, PredictionInput input, IReadOnlyList<TokenizedText> rows, IReadOnlyList<Answer> answers)
    {
        var prediction = (SeveralPrediction)answers[0];
        line["labels"] = new JsonArray([.. prediction.Labels.Select(label => (JsonNode)label)]);
        line["probabilities"] = Probabilities(labels, prediction.Probabilities);
    }

    protected override AdapterTask<TextExample, IReadOnlyList<int>> Over(IReadOnlyList<string> labels) => new MultiLabelTask(new LabelSet(labels));

    protected override IReadOnlyList<string> Learned(IExamples<TextExample> training) => LabelSet.FromSeveral(training).Names;

    protected override TestRecord Record(int seed, Measured<TextExample, IReadOnlyList<int>> measured)
    {
        int Differences(int i) => measured.Answers[i].Except(measured.Truth[i]).Count() + measured.Truth[i].Except(measured.Answers[i]).Count();
        string Names(IEnumerable<int> indices) => string.Join(", ", indices.Order().Select(index => measured.Labels.ElementAtOrDefault(index) ?? "another")) is { Length: > 0 } names ? names : "none";
        return new TestRecord
        {
            Seed = seed,
            Errors = [.. measured.Worst(i => Differences(i) > 0, i => Differences(i))
                .Select(i => Wrong(measured.Examples[i], Names(measured.Truth[i]), Names(measured.Answers[i])))],
        };
    }

    protected override IEnumerable<(string Label, string Counts)> Details(IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<int>> answers, IReadOnlyList<IReadOnlyList<int>> truth) =>
        labels.Select((name, index) =>
        {
            var score = SeveralMetrics.OfLabel(index, answers, truth);
            return (name, $"{score.Correct} of {score.Existing} found, {score.Answered} predicted");
        });
}
