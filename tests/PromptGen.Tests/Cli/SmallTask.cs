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
            File.Copy(Repository.Path("tests", "PromptGen.Parity", "Fixtures", "bert_seq_cls", name), Path.Combine(Model, name));
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

    public string[] TrainArguments(string output, params string[] more) =>
    [
        "train", "--model", Model, "--train", Train, "--dev", Dev, "--output", output,
        "--prefix-length", "5", "--batch-size", "8", "--epochs", "6", "--learning-rate", "0.02", .. more,
    ];

    public void Dispose() => folder.Dispose();

    private string Write(string name, int seed, int count)
    {
        var random = new Random(seed);
        var path = folder.File(name);
        File.WriteAllLines(path, Enumerable.Range(0, count).Select(i =>
            $"{(i % 2 == 0 ? "good fine" : "bad poor")} {string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => $"w{random.Next(94)}"))}"));
        return path;
    }
}
