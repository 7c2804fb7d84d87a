namespace PromptGen.Tests.Cli;

/// <summary>What a user reads when something is wrong, and that nothing is left half-done.</summary>
public sealed class ErrorTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public void A_damaged_line_is_named_by_file_and_line()
    {
        var data = task.InFolder("train.jsonl");
        File.WriteAllLines(data, ["{\"text\": \"fine\", \"label\": \"a\"}", "{\"text\": \"poor\", \"label\": }", "{\"text\": \"poor\", \"label\": \"b\"}"]);
        Fails(1, [$"{data}(2"], "train", "--model", task.Model, "--train", data, "--output", task.InFolder("adapter"));
        Assert.False(Directory.Exists(task.InFolder("adapter")));
    }

    [Fact]
    public void A_label_that_training_lacks_is_named_by_file_and_line()
    {
        File.AppendAllLines(task.Dev, ["ugly w1 w2"]);
        Fails(1, [$"{task.Dev}(25)", "'ugly'", "'bad', 'good'"], task.TrainArguments(task.InFolder("adapter")));
    }

    [Fact]
    public void Positions_that_end_too_early_are_said_before_the_first_step()
    {
        // 64 positions: a prefix of 60 leaves 4 tokens.
        Fails(1, ["prefix of 60", "end at 4 tokens"], task.TrainArguments(task.InFolder("adapter"), "--prefix-length", "60"));
    }

    [Fact]
    public void A_folder_with_other_files_is_not_overwritten()
    {
        var folder = task.InFolder("thesis");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "thesis.tex"), "years of work");
        Fails(1, [folder, "nothing was changed"], task.TrainArguments(folder));
        Assert.Equal("years of work", File.ReadAllText(Path.Combine(folder, "thesis.tex")));
    }

    [Theory]
    [InlineData("--train")]
    [InlineData("--dev")]
    [InlineData("--test")]
    public void A_file_without_examples_is_named_before_training(string option)
    {
        var empty = task.InFolder("empty.txt");
        File.WriteAllText(empty, "\n\n");
        Fails(1, [$"{empty}: holds no examples"], task.TrainArguments(task.InFolder("adapter"), option, empty));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_before_training_and_before_predicting()
    {
        var file = task.Train; // A file where a folder would have to be.
        Fails(1, [file], task.TrainArguments(Path.Combine(file, "adapter")));

        var adapter = task.InFolder("adapter");
        Assert.Equal(0, CalledCommand.Run(task.TrainArguments(adapter, "--epochs", "1")).Status);
        var output = task.InFolder(Path.Combine("nowhere", "predictions.jsonl"));
        Fails(1, [output], "predict", "--model", task.Model, "--adapter", adapter, "--text", "fine", "--output", output);
    }

    [Fact]
    public void What_a_checkpoint_or_a_line_makes_of_the_program_is_one_line_and_no_crash()
    {
        var data = task.InFolder("half.jsonl");
        File.WriteAllText(data, "\"\\ud800\"\n");
        Fails(1, [$"{data}(1)"], "train", "--model", task.Model, "--train", data);

        // More tokens than the word table has rows.
        File.AppendAllLines(Path.Combine(task.Model, "vocab.txt"), ["more"]);
        File.AppendAllLines(task.Train, ["good more more"]);
        Fails(1, ["the embedding table has", "'more'"], task.TrainArguments(task.InFolder("adapter"), "--epochs", "1"));
    }

    [Fact]
    public void Several_seeds_to_save_from_need_examples_that_choose()
    {
        Fails(1, ["--seed"], "train", "--model", task.Model, "--train", task.Train, "--output", task.InFolder("adapter"), "--seed", "1", "2");
    }

    [Fact]
    public void An_adapter_over_another_base_model_is_refused()
    {
        var adapter = task.InFolder("adapter");
        Assert.Equal(0, CalledCommand.Run(task.TrainArguments(adapter, "--epochs", "1")).Status);
        var weights = Path.Combine(task.Model, "model.safetensors");
        var bytes = File.ReadAllBytes(weights);
        bytes[bytes.Length / 2] ^= 1; // inside the layers
        File.WriteAllBytes(weights, bytes);
        Fails(1, ["another base model"], "predict", "--model", task.Model, "--adapter", adapter, "--text", "fine");
    }

    [Fact]
    public void An_adapter_over_another_vocabulary_is_refused()
    {
        var adapter = task.InFolder("adapter");
        Assert.Equal(0, CalledCommand.Run(task.TrainArguments(adapter, "--epochs", "1")).Status);
        var vocabulary = Path.Combine(task.Model, "vocab.txt");
        File.WriteAllText(vocabulary, File.ReadAllText(vocabulary).Replace("fine", "good", StringComparison.Ordinal));
        Fails(1, ["another tokenizer"], "predict", "--model", task.Model, "--adapter", adapter, "--text", "fine");
    }

    [Theory]
    [InlineData(2, "--epochs", "0")]
    [InlineData(2, "--epochs", "many")]
    [InlineData(2, "--colour", "red")]
    [InlineData(2, "--device", "tpu")]
    [InlineData(1, "--device", "cuda:99")]
    [InlineData(1, "--prefix-depth", "last-9")]
    [InlineData(2, "--prefix-depth", "deep")]
    [InlineData(1, "--learning-rate", "-1")]
    [InlineData(1, "--warm-up", "2")]
    [InlineData(1, "--subset", "1000000")]
    [InlineData(1, "--weight-decay", "-5")]
    [InlineData(1, "--clip-norm", "-1")]
    [InlineData(1, "--prefix-length", "2000000000")]
    public void An_option_that_cannot_be_is_named_before_anything_is_written(int status, string option, string value)
    {
        Fails(status, option == "--prefix-depth" ? [value.Split('-')[0]] : [option], task.TrainArguments(task.InFolder("adapter"), option, value));
        Assert.False(Directory.Exists(task.InFolder("adapter")));
    }

    [Theory]
    [InlineData("config.json", "'model_type' is 'gpt2'")]
    [InlineData("vocab.txt", "vocab.txt")]
    public void A_model_folder_that_cannot_be_is_named(string file, string expected)
    {
        var path = Path.Combine(task.Model, file);
        if (file == "config.json") File.WriteAllText(path, File.ReadAllText(path).Replace("\"model_type\": \"bert\"", "\"model_type\": \"gpt2\"", StringComparison.Ordinal));
        else File.Delete(path);
        Fails(1, [expected], task.TrainArguments(task.InFolder("adapter")));
    }

    [Fact]
    public void Verify_tells_a_difference_and_what_it_could_not_run_by_its_exit_code()
    {
        var folder = task.InFolder("case");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Repository.Fixture("bert_depth_last1")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        Assert.Equal(0, CalledCommand.Run("verify", folder).Status);

        var meta = Path.Combine(folder, "meta.json");
        var text = File.ReadAllText(meta);
        File.WriteAllText(meta, text.Replace("\"task\": \"seq_cls\"", "\"task\": \"poetry\"", StringComparison.Ordinal));
        var notRun = CalledCommand.Run("verify", folder);
        Assert.Equal(4, notRun.Status);
        Assert.Contains("poetry", notRun.Output, StringComparison.Ordinal);

        File.WriteAllText(meta, text.Replace("\"loss_before\": [\n    0.", "\"loss_before\": [\n    1.", StringComparison.Ordinal));
        var different = CalledCommand.Run("verify", folder);
        Assert.Equal(4, different.Status);
        Assert.Contains("DIFFERS", different.Output, StringComparison.Ordinal);
    }

    private static void Fails(int status, string[] says, params string[] arguments)
    {
        var result = CalledCommand.Run(arguments);
        Assert.True(result.Status == status, $"exit code {result.Status}\n{result.Output}\n{result.Error}");
        Assert.All(says, text => Assert.Contains(text, result.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
