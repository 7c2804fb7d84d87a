using PromptGen.Tests.Build;

namespace PromptGen.Tests.Cli;

/// <summary>
/// A task that a tiny random BERT can learn: the first word says the label. 101 word pieces, as many as the model of the fixture has.
/// </summary>
internal sealed class SmallTask : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SmallTask()
    {
        Model = folder.File("model");
        Directory.CreateDirectory(Model);
        foreach (var name in new[] { "config.json", "model.safetensors" })
            File.Copy(Path.Combine(Repository.Fixture("bert_seq_cls"), name), Path.Combine(Model, name));
        string[] words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "fine", "poor", .. Enumerable.Range(0, 94).Select(i => $"w{i}")];
        File.WriteAllLines(Path.Combine(Model, "vocab.txt"), words);

        Train = Write("train.txt", 0, 64);
        Dev = Write("dev.txt", 1000, 24);
        Test = Write("test.txt", 2000, 24);
    }

    public string Model { get; }

    public string Train { get; }

    public string Dev { get; }

    public string Test { get; }

    public string InFolder(string name) => folder.File(name);

    /// <param name="output">The adapter's folder.</param>
    /// <param name="more">Options and their values; they replace the usual ones.</param>
    public string[] TrainArguments(string output, params string[] more)
    {
        var options = new Dictionary<string, string>
        {
            ["--model"] = Model, ["--train"] = Train, ["--dev"] = Dev, ["--output"] = output,
            ["--prefix-length"] = "5", ["--batch-size"] = "8", ["--epochs"] = "12", ["--learning-rate"] = "0.03",
        };
        foreach (var pair in more.Chunk(2)) options[pair[0]] = pair[1];
        return ["train", .. options.SelectMany(option => new[] { option.Key, option.Value })];
    }

    public void Dispose() => folder.Dispose();

    private string Write(string name, int seed, int count)
    {
        var random = new Random(seed);
        var path = folder.File(name);
        File.WriteAllLines(path, Enumerable.Range(0, count).Select(i =>
        {
            var (label, word) = i % 2 == 0 ? ("good", "fine") : ("bad", "poor");
            return $"{label} {word} {word} {word} {word} {string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"w{random.Next(94)}"))}";
        }));
        return path;
    }
}
