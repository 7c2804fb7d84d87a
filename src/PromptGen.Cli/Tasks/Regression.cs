using System.Text.Json.Nodes;
using PromptGen.Heads;
using PromptGen.Predictions;
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

    protected override IReadOnlyList<string> Learned(IExamples<TextExample> training) => [];
}
