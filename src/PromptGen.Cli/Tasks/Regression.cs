using System.Globalization;
using System.Text.Json.Nodes;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Reports;
using PromptGen.Tasks;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Tasks;

/// <summary>A number for a text or a pair.</summary>
internal sealed class Regression() : TextTask<double>(columns: null, LabelKind.Value)
{
    public override string Name => "regression";

    public override IReadOnlyList<string> Metrics => RowMetrics.ValueNames;

    public override void Describe(JsonObject line, IReadOnlyList<string> labels, PredictionInput input, IReadOnlyList<TokenizedText> rows, IReadOnlyList<Answer> answers) =>
        line["value"] = Rounded(((ValuePrediction)answers[0]).Values[0]);

    /// <summary>A correlation says nothing of scale and offset, an error nothing of order.</summary>
    protected override IEnumerable<string> Beside(string metric) => Metrics.Where(other => other != metric);

    protected override AdapterTask<TextExample, double> Over(IReadOnlyList<string> labels) => labels.Count <= 1
        ? new RegressionTask()
        : throw new UserException("--labels: regression tells a number; there are no labels to name.");

    protected override TestRecord Record(int seed, Measured<TextExample, double> measured)
    {
        string Number(double value) => value.ToString("g4", CultureInfo.InvariantCulture);
        return new TestRecord
        {
            Seed = seed,
            Numbers = [.. measured.Truth.Zip(measured.Answers, (truth, answer) => new NumberPair(truth, answer))],
            Errors = [.. measured.Worst(i => measured.Answers[i] != measured.Truth[i], i => Math.Abs(measured.Answers[i] - measured.Truth[i]))
                .Select(i => Wrong(measured.Examples[i], Number(measured.Truth[i]), Number(measured.Answers[i])))],
        };
    }

    protected override IReadOnlyList<string> Learned(IExamples<TextExample> training) => [];
}
