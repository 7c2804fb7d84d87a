using PromptGen.Tests.Build;

namespace PromptGen.Tests.Documentation;

/// <summary>
/// Where a reader stands: the repository's root, with the files that the texts speak of. They are small, so that a command takes seconds. All that stands
/// in for a reader's own things is here.
/// </summary>
internal sealed class ReaderFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>What the texts name and do not have, and how it is made.</summary>
    private readonly Dictionary<string, Action<string>> things;

    public ReaderFolder()
    {
        Path = folder.File("promptgen");
        Link("samples/models", Repository.Path("samples", "models"));
        Link("schemas", Repository.Path("schemas"));
        Link("tests/PromptGen.Parity/Fixtures/bert_seq_cls", Repository.Fixture("bert_seq_cls"));
        foreach (var file in Directory.EnumerateFiles(Repository.Path("samples", "support-desk"), "*.json*"))
        {
            var every = System.IO.Path.GetFileName(file) is "dev.jsonl" or "test.jsonl" ? 8 : 1;
            Write($"samples/support-desk/{System.IO.Path.GetFileName(file)}", Lines(File.ReadLines(file).Where((_, i) => i % every == 0)));
        }

        things = new Dictionary<string, Action<string>>
        {
            ["models/bert-base-uncased"] = Model,
            ["models/bert-base-cased"] = Model,
            ["../shared/models/minilm-l6"] = Model,
            ["train.txt"] = Sentences,
            ["dev.txt"] = Sentences,
            ["test.txt"] = Sentences,
            ["train.conll"] = Entities,
            ["dev.conll"] = Entities,
            ["test.conll"] = Entities,
            ["wnut17train.conll"] = Entities,
            ["emerging.dev.conll"] = Entities,
            ["emerging.test.annotated"] = Entities,
            ["rte-train.jsonl"] = Pairs,
            ["rte-dev.jsonl"] = Pairs,
            ["val.jsonl"] = Pairs,
            ["first-run"] = SentenceRun,
            ["second-run"] = SentenceRun,
            ["my-other-adapter"] = EntityRun,
            ["FOLDER"] = name => Link(name, Repository.Fixture("bert_seq_cls")),
            ["mine.json"] = name => Write(name, SchemaOfReadme),
            ["mine-case"] = name => RecordedCase.Write(At(name)),
            ["models/mine/config.json"] = name => Unknown(System.IO.Path.GetDirectoryName(At(name))!),
        };
    }

    /// <summary>The folder in which commands are run.</summary>
    public string Path { get; }

    /// <summary>Makes what a command reads and readers are told to bring; what it writes is not there yet.</summary>
    public void Prepare(IReadOnlyList<string> arguments)
    {
        foreach (var (i, word) in arguments.Index())
            if (things.TryGetValue(word, out var make) && !Exists(word) && (i == 0 || arguments[i - 1] != "--output")) make(word);
    }

    public bool Exists(string name) => System.IO.Path.Exists(At(name));

    public (int Status, string Output) Promptgen(IEnumerable<string> arguments) => Run(BuiltProgram.Path("src", "PromptGen.Cli"), arguments);

    /// <param name="program">The assembly that <c>dotnet</c> runs.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Set for it.</param>
    public (int Status, string Output) Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null) =>
        Dotnet.Run(Path, new Dictionary<string, string>(variables ?? new Dictionary<string, string>())
        {
            ["OMP_NUM_THREADS"] = "1",
            // Each runs for a second or two: measuring it to optimize it does not pay.
            ["DOTNET_TieredPGO"] = "0",
        }, [program, .. arguments]);

    public void Dispose() => folder.Dispose();

    private static string SchemaOfReadme =>
        MarkdownFile.Read("README.md").Blocks.First(block => block.Text.Contains("\"extends\"", StringComparison.Ordinal)).Text;

    /// <summary>A checkpoint of a type that no encoder answers to.</summary>
    private static void Unknown(string folder)
    {
        Directory.CreateDirectory(folder);
        File.CreateSymbolicLink(System.IO.Path.Combine(folder, "model.safetensors"), System.IO.Path.Combine(Repository.Fixture("bert_seq_cls"), "model.safetensors"));
        File.WriteAllText(System.IO.Path.Combine(folder, "config.json"), File.ReadAllText(System.IO.Path.Combine(Repository.Fixture("bert_seq_cls"), "config.json"))
            .Replace("\"model_type\": \"bert\"", "\"model_type\": \"mine\"", StringComparison.Ordinal));
    }

    private void Model(string name) => Link(name, Repository.Path("samples", "models", "promptgen-mini"));

    private void Sentences(string name) => Write(name, Lines(Enumerable.Range(0, 40)
        .Select(i => $"{(i % 2 == 0 ? "positive What a fine" : "negative What a poor")} film, seen {i + 2} times!")));

    private void Pairs(string name) => Write(name, Lines(Enumerable.Range(0, 40).Select(i =>
        $$"""{"premise": "The film was seen {{i + 2}} times.", "hypothesis": "It was seen.", "label": "{{(i % 2 == 0 ? "entailment" : "not_entailment")}}", "idx": {{i}}}""")));

    private void Entities(string name) => Write(name, Lines(Enumerable.Range(0, 40)
        .Select(i => $"Keaton B-person\nwas O\nin O\n{(i % 2 == 0 ? "New B-place\nYork I-place" : "Rome B-place")}\n{i + 2} O\ntimes O\n")));

    private void SentenceRun(string name) => Train(name, "sequence-classification", "train.txt", "dev.txt");

    private void EntityRun(string name) => Train(name, "token-classification", "train.conll", "dev.conll");

    private void Train(string name, string task, string train, string dev)
    {
        string[] files = ["--model", "models/bert-base-cased", "--train", train, "--dev", dev, "--test", dev];
        string[] arguments = ["train", "--task", task, .. files, "--epochs", "1", "--output", name];
        Prepare(arguments);
        var (status, output) = Promptgen(arguments);
        Assert.True(status == 0, output);
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private string At(string name) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, name));

    private string InFolder(string name)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        return At(name);
    }

    private void Write(string name, string text) => File.WriteAllText(InFolder(name), text);

    private void Link(string name, string target) => Directory.CreateSymbolicLink(InFolder(name), target);
}
