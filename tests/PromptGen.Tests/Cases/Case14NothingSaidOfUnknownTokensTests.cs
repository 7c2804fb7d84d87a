using PromptGen.Tests.Cli;
using PromptGen.Tokenization;

namespace PromptGen.Tests.Cases;

/// <summary>Texts that the vocabulary does not know all look the same to a model: their share is said, and the likely reason.</summary>
public sealed class Case14NothingSaidOfUnknownTokensTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Theory]
    [InlineData(false, new[] { "FINE W1", "POOR" }, "2 of 2 texts are mostly unknown tokens (100 % of all their tokens): most of these words are known in lower case, so 'do_lower_case' in tokenizer_config.json is likely wrong")]
    [InlineData(true, new[] { "FINE W1", "POOR" }, null)]
    [InlineData(true, new[] { "всё хорошо", "fine w1 w2" }, "1 of 2 texts are mostly unknown tokens (40 % of all their tokens): the vocabulary is likely that of another language or script")]
    [InlineData(false, new[] { "fine X", "fine X Y" }, "1 of 2 texts are mostly unknown tokens (60 % of all their tokens): the vocabulary is likely that of another language or script")]
    [InlineData(true, new[] { "", "fine" }, null)]
    public void Texts_that_are_mostly_unknown_are_counted(bool lowerCase, string[] texts, string? expected)
    {
        var tokenizer = Tokenizer(lowerCase);
        var unknown = new UnknownTokens(tokenizer);
        foreach (var text in texts) unknown.Add(text, tokenizer.Encode(text));
        Assert.Equal(expected, unknown.Note);
    }

    [Fact]
    public void Predict_evaluate_and_train_say_it_once()
    {
        Tokenizer(lowerCase: false);
        var adapter = UntrainedAdapter.Write(task.Model, task.InFolder("adapter"));
        const string Note = "2 of 2 texts are mostly unknown tokens (100 % of all their tokens): most of these words are known in lower case";
        var predict = CalledCommand.Run("predict", "--model", task.Model, "--adapter", adapter, "--text", "FINE W1", "--text", "POOR W2", "--batch-size", "1");
        Assert.Equal(0, predict.Status);
        Assert.Equal(2, predict.Error.Split(Note).Length);

        var data = task.InFolder("upper.txt");
        File.WriteAllText(data, "good FINE W1\nbad POOR W2\n");
        var evaluate = CalledCommand.Run("evaluate", "--model", task.Model, "--adapter", adapter, "--data", data);
        Assert.Equal(2, (evaluate.Output + evaluate.Error).Split(Note).Length);
        var train = CalledCommand.Run("train", "--model", task.Model, "--train", data, "--epochs", "1", "--prefix-length", "2");
        Assert.Equal(0, train.Status);
        Assert.Equal(2, (train.Output + train.Error).Split($"train: {Note}").Length);
    }

    private TextTokenizer Tokenizer(bool lowerCase)
    {
        File.WriteAllText(Path.Combine(task.Model, "tokenizer_config.json"), $$"""{"tokenizer_class": "BertTokenizer", "do_lower_case": {{(lowerCase ? "true" : "false")}}}""");
        return UntrainedAdapter.Tokenizer(task.Model);
    }
}
