using PromptGen.Encoders;
using PromptGen.Tasks;
using PromptGen.Tests.Build;
using PromptGen.Tokenization;

namespace PromptGen.Tests.Benchmarks;

/// <summary>The benchmarks run; what they measure is for a person to read.</summary>
public sealed class BenchmarkProgramTests
{
    private static readonly string Program = BuiltProgram.Path("benchmarks", "PromptGen.Benchmarks");

    [Fact]
    public void Every_listed_benchmark_prints_a_table()
    {
        var (listed, list) = Run("--list");
        Assert.Equal(0, listed);
        var (status, page) = Run("--quick", "--rounds", "1");
        Assert.True(status == 0, page);
        foreach (var name in list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]))
        {
            var part = page.Split($"\n## {name}\n");
            Assert.Equal(2, part.Length);
            Assert.Contains("\n|--", part[1].Split("\n## ")[0]);
        }
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var (status, answer) = Run("bert-steps");
        Assert.NotEqual(0, status);
        Assert.Contains("deberta-step", answer);
    }

    // The list stands for texts that may not be part of the repository.
    [SharedFact("data/superglue/RTE/train.jsonl")]
    public void The_lengths_of_RTE_are_those_of_its_training_pairs()
    {
        var tokenizer = TextTokenizer.Open(SharedFolder.At("tokenizers", "bert-uncased"), TokenizerKind.WordPiece);
        var examples = TextExamples.Read(SharedFolder.At("data", "superglue", "RTE", "train.jsonl"), new ReadingOptions { Columns = SuperGlue.Rte });
        var listed = File.ReadLines(Repository.Path("benchmarks", "PromptGen.Benchmarks", "Models", "RteLengths.txt"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split(' ')).SelectMany(pair => Enumerable.Repeat(int.Parse(pair[0]), int.Parse(pair[1])));
        Assert.Equal(examples.Select(example => tokenizer.Encode(example.Text, example.Pair).Length).Order(), listed);
    }

    private static (int Status, string Output) Run(params string[] arguments) =>
        Dotnet.Run(Repository.Root, environment: null, [Program, .. arguments]);
}
