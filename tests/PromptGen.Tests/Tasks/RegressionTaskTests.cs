using PromptGen.Encoders;
using PromptGen.Predictions;
using PromptGen.Tasks;
using PromptGen.Tests.Tokenization;
using PromptGen.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Tasks;

public sealed class RegressionTaskTests : IDisposable
{
    private readonly TokenizerFolder folder = new();
    private readonly RegressionTask task = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_have_their_numbers_and_answers_are_numbers()
    {
        folder.Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n");
        TextExample[] examples = [Example(2.5), Example(-1)];
        var rows = task.Rows(examples, TextTokenizer.Open(folder.Path, TokenizerKind.WordPiece));
        using var labels = rows.Labels!.Collate([1, 0], CPU);
        Assert.Equal(ScalarType.Float32, labels.dtype);
        Assert.Equal([-1f, 2.5f], labels.data<float>().ToArray());
        Assert.Equal([2.0, -3.0], task.Answers(examples, rows, [new ValuePrediction([2.0]), new ValuePrediction([-3.0])]));
        Assert.Equal("x(4): has no number; expected one.", Assert.Throws<DataException>(() => task.Truth([Example(null)])).Message);
    }

    [Fact]
    public void Squared_error_is_negated_so_that_higher_is_better_and_the_mean_has_the_least_of_all_constants()
    {
        var metric = task.Metric("mean-squared-error");
        Assert.True(metric.IsError);
        Assert.Equal(-2.5, metric.Score([1, 2], [2, 4]));
        TextExample[] examples = [Example(1), Example(2), Example(6)];
        var mean = Assert.Single(task.Baselines(examples));
        Assert.Equal("the mean (3)", mean.Name);
        double Error(double constant) => metric.Score([.. examples.Select(_ => constant)], task.Truth(examples));
        Assert.Equal(-14.0 / 3, Error(mean.Answer(examples[0])), 12);
        Assert.True(Error(3) > Error(2.9) && Error(3) > Error(3.1));
        Assert.True(double.IsNaN(task.Metric("pearson").Score([3, 3, 3], task.Truth(examples))));
    }

    private static TextExample Example(double? value) => new("a", null, null, new SourceLine("x", 4)) { Value = value };
}
