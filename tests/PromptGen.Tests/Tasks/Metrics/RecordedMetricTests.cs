using System.Text.Json;
using PromptGen.Tasks;
using PromptGen.Tasks.Entities;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Tests.Tasks.Metrics;

/// <summary>Every metric against the numbers of the library whose definition it takes (<c>Fixtures/README.md</c>).</summary>
public sealed class RecordedMetricTests
{
    private static readonly IReadOnlyList<JsonElement> Sklearn = Cases("sklearn.json"), Seqeval = Cases("seqeval.json");

    public static TheoryData<string> OfRows => [.. Sklearn.Select(Name)];

    public static TheoryData<string> OfWords => [.. Seqeval.Select(Name)];

    [Theory]
    [MemberData(nameof(OfRows))]
    public void A_metric_of_rows_gives_the_number_of_scikit_learn(string name)
    {
        var recorded = Sklearn.First(one => Name(one) == name);
        var (gold, predicted) = (recorded.GetProperty("gold"), recorded.GetProperty("predicted"));
        if (gold.GetArrayLength() == 0) Assert.Throws<ArgumentException>(() => RowMetrics.Usual.Score([], []));
        foreach (var expected in recorded.GetProperty("expected").EnumerateObject())
        {
            var score = recorded.GetProperty("kind").GetString() switch
            {
                "classes" => RowMetrics.ForLabels(expected.Name, labelCount: 2).Score(Indices(predicted), Indices(gold)),
                "regression" => Score(RowMetrics.ForValues(expected.Name), predicted, gold),
                _ => new MultiLabelTask(new LabelSet(Enumerable.Range(0, gold[0].GetArrayLength()).Select(i => $"label {i}"))).Metric(expected.Name).Score(Rows(predicted), Rows(gold)),
            };
            Close(Number(expected.Value), score, $"{name}: {expected.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(OfWords))]
    public void Entities_are_counted_as_seqeval_counts_them(string name)
    {
        var recorded = Seqeval.First(one => Name(one) == name);
        var (gold, predicted) = (Sentences(recorded.GetProperty("gold")), Sentences(recorded.GetProperty("predicted")));
        if (recorded.TryGetProperty("refused", out var refused))
        {
            Assert.Equal(refused.GetString(), Record.Exception(() => EntityF1.Lenient(predicted, gold))?.GetType().Name);
            return;
        }
        var expected = recorded.GetProperty("default");
        Same(expected, EntityF1.Lenient(predicted, gold), name);
        if (gold.Sum(sentence => sentence.Count) > 0) Close(Number(expected.GetProperty("token_accuracy")), EntityF1.WordAccuracy(predicted, gold).Share, name);
        foreach (var scheme in recorded.GetProperty("strict").EnumerateObject())
        {
            var convention = new TagConvention(Enum.Parse<TagScheme>(scheme.Name, ignoreCase: true));
            if (scheme.Value.TryGetProperty("error", out _)) Assert.Throws<DataException>(() => EntityF1.Strict(predicted, gold, convention));
            else Same(scheme.Value, EntityF1.Strict(predicted, gold, convention), $"{name}, {scheme.Name}");
        }
    }

    private static void Same(JsonElement expected, EntityF1 scores, string name)
    {
        Same(expected.GetProperty("micro"), scores.All, name);
        var types = expected.GetProperty("per_type").EnumerateObject().ToList();
        Assert.Equal(types.Select(type => type.Name).Order(StringComparer.Ordinal), scores.ByType.Keys);
        foreach (var type in types) Same(type.Value, scores.ByType[type.Name], $"{name}: {type.Name}");
    }

    private static void Same(JsonElement expected, FScore score, string name)
    {
        Close(Number(expected.GetProperty("precision")), score.Precision, name);
        Close(Number(expected.GetProperty("recall")), score.Recall, name);
        Close(Number(expected.GetProperty("f1")), score.F1, name);
        Assert.Equal(expected.GetProperty("support").GetInt32(), score.Existing);
    }

    private static double Score(IMetric<double> metric, JsonElement predicted, JsonElement gold) =>
        metric.Score(Numbers(predicted), Numbers(gold)) is var score && metric.IsError ? -score : score;

    private static void Close(double expected, double found, string name) =>
        Assert.True(double.IsNaN(expected) ? double.IsNaN(found) : Math.Abs(found - expected) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{name}: {found}; expected {expected}");

    private static double Number(JsonElement number) => number.ValueKind == JsonValueKind.String ? double.Parse(number.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : number.GetDouble();

    private static string Name(JsonElement one) => one.GetProperty("name").GetString()!;

    private static int[] Indices(JsonElement array) => [.. array.EnumerateArray().Select(index => index.GetInt32())];

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    /// <summary>Indicator rows as the indices of the labels that are there.</summary>
    private static IReadOnlyList<int>[] Rows(JsonElement array) =>
        [.. array.EnumerateArray().Select(row => Indices(row).Index().Where(column => column.Item == 1).Select(column => column.Index).ToArray())];

    private static IReadOnlyList<string>[] Sentences(JsonElement array) =>
        [.. array.EnumerateArray().Select(sentence => sentence.EnumerateArray().Select(label => label.GetString()!).ToArray())];

    private static List<JsonElement> Cases(string file) =>
        [.. JsonDocument.Parse(File.ReadAllBytes(Repository.Path("tests", "PromptGen.Tests", "Tasks", "Metrics", "Fixtures", file))).RootElement.EnumerateArray()];
}
