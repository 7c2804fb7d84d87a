using System.Text.Json;
using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Predictions;
using PromptGen.Tests.Cli;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tests.Cases;

/// <summary>A tokenizer with more tokens than the encoder has embeddings: never a crash in native code, and no text without that token suffers.</summary>
public sealed class Case04TokenIdBeyondTheEmbeddingsTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public void A_vocabulary_larger_than_the_table_is_an_error_with_both_counts_and_the_tokens()
    {
        var adapter = UntrainedAdapter.Write(task.Model, task.InFolder("adapter"));
        File.AppendAllLines(Path.Combine(task.Model, "vocab.txt"), ["extraone", "extratwo"]);
        using var bert = Frozen<BertEncoder>.Open(task.Model);
        using var read = AdapterFolder.Read(adapter);
        foreach (var open in new Action[] { () => EmbeddingCoverage.Of(UntrainedAdapter.Tokenizer(task.Model), bert), () => read.Ready(bert, UntrainedAdapter.Tokenizer(task.Model)) })
        {
            var message = Assert.Throws<CheckpointException>(open).Message;
            Assert.StartsWith($"{Path.Combine(task.Model, "model.safetensors")}: the embedding table has 101 rows, and the tokenizer's vocabulary has 103 tokens", message, StringComparison.Ordinal);
            Assert.Contains("'extraone' (101), 'extratwo' (102) have no row", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Only_a_text_with_an_added_token_beyond_the_table_cannot_be_read()
    {
        AddToken(101, "[NEW]");
        var tokenizer = UntrainedAdapter.Tokenizer(task.Model);
        using var bert = Frozen<BertEncoder>.Open(task.Model);
        var coverage = EmbeddingCoverage.Of(tokenizer, bert);
        Assert.Equal([("[NEW]", 101)], coverage.Uncovered);
        Assert.Contains("'[NEW]' (101) is an added token without a row in the embedding table, which has 101 rows", coverage.Note, StringComparison.Ordinal);
        Assert.Equal("the token '[NEW]' has the id 101, and the embedding table has 101 rows (0 to 100)", coverage.Problem(tokenizer.Encode("fine [NEW]")));
        Assert.Null(coverage.Problem(tokenizer.Encode("fine poor w93")));

        using var pool = new AdapterPool<BertEncoder>(bert, tokenizer.SpecialTokens.Padding);
        using var read = AdapterFolder.Read(UntrainedAdapter.Write(task.Model, task.InFolder("adapter")));
        var checks = new AdapterChecks();
        pool.Add("a", read.Ready(bert, tokenizer, checks));
        Assert.Contains(coverage.Note!, checks.Notes);
        var refused = Assert.Throws<ArgumentException>(() => pool.Predict([new("a", tokenizer.Encode("fine")), new("a", tokenizer.Encode("fine [NEW]"))]));
        Assert.StartsWith("A text holds the token id 101, and the embedding table of this Bert has 101 rows", refused.Message, StringComparison.Ordinal);
        Assert.Single(pool.Predict([new("a", tokenizer.Encode("fine"))]));
    }

    [Theory]
    [InlineData(101, 0, "The input holds the token id 101, and the embedding table of this ")]
    [InlineData(-1, 0, "The input holds the token id -1, and the embedding table of this ")]
    [InlineData(7, 2, "The input holds a token type (segment) or a position that this encoder has no row for")]
    public void Tensors_of_any_origin_are_checked_before_native_code_reads_them(long id, long type, string expected)
    {
        using var scope = NewDisposeScope();
        using var bert = Frozen<BertEncoder>.Open(task.Model);
        var input = new TokenInput(tensor(new[] { 2, id, 3 }, [1, 3]), ones(1, 3, dtype: ScalarType.Int64), tensor(new[] { 0, type, 0 }, [1, 3]));
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => bert.Prompt(null).Encode(input)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_of_every_batch_without_a_row_is_an_error_when_opened()
    {
        AddToken(101, "[FILL]", """, "pad_token": "[FILL]" """);
        using var bert = Frozen<BertEncoder>.Open(task.Model);
        var message = Assert.Throws<CheckpointException>(() => EmbeddingCoverage.Of(UntrainedAdapter.Tokenizer(task.Model), bert)).Message;
        Assert.Contains("the token '[FILL]', which every batch contains, has the id 101", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Predict_answers_the_other_texts_and_says_why_not_of_this_one(bool words)
    {
        AddToken(101, "newword");
        var adapter = UntrainedAdapter.Write(task.Model, task.InFolder("adapter"), words);
        var predict = CalledCommand.Run("fine w1\nfine newword w2\npoor\n"u8.ToArray(), "predict", "--model", task.Model, "--adapter", adapter);
        Assert.Equal(1, predict.Status);
        var lines = predict.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([false, true, false], lines.Select(line => line.TryGetProperty("error", out _)));
        Assert.Equal([true, false, true], lines.Select(line => line.TryGetProperty(words ? "entities" : "label", out _)));
        Assert.Equal("the token 'newword' has the id 101, and the embedding table has 101 rows (0 to 100)", lines[1].GetProperty("error").GetString());
        Assert.Contains("'newword' (101) is an added token without a row", predict.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_and_evaluate_refuse_and_inspect_shows_it()
    {
        AddToken(101, "[NEW]");
        var train = CalledCommand.Run(task.TrainArguments(task.InFolder("trained"), "--epochs", "1"));
        Assert.Equal(1, train.Status);
        Assert.Contains("'[NEW]' (101) is an added token without a row in the embedding table, which has 101 rows", train.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(task.InFolder("trained")));

        var data = task.InFolder("data.txt");
        File.WriteAllText(data, "good fine\nbad [NEW] poor\n");
        var evaluate = CalledCommand.Run("evaluate", "--model", task.Model, "--adapter", UntrainedAdapter.Write(task.Model, task.InFolder("adapter")), "--data", data);
        Assert.Equal(1, evaluate.Status);
        Assert.Contains("data.txt(2): cannot be measured: the token '[NEW]' has the id 101", evaluate.Error, StringComparison.Ordinal);

        Assert.Matches(@"tokenizer +102 tokens, 101 rows in the embedding table; '\[NEW\]' \(101\)", CalledCommand.Run("inspect", task.Model).Output);
    }

    private void AddToken(int id, string token, string more = "") => File.WriteAllText(Path.Combine(task.Model, "tokenizer_config.json"), $$$"""
        {"added_tokens_decoder": {"{{{id}}}": {"content": "{{{token}}}", "lstrip": false, "normalized": false, "rstrip": false, "single_word": false, "special": true}}{{{more}}}}
        """);
}
