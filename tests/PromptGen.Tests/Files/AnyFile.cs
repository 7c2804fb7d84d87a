using PromptGen.Adapters;
using PromptGen.Checkpoints;
using PromptGen.Reports;
using PromptGen.Tasks;
using PromptGen.Verification;

namespace PromptGen.Tests.Files;

/// <summary>A file of each kind that the library reads, opened by what its name says it is.</summary>
internal static class AnyFile
{
    public static TheoryData<string> Names =>
    [
        "config.json", "meta.json", "model.safetensors", "pytorch_model.bin", "model.safetensors.index.json", "promptgen.json", "adapter_config.json", "run.json",
        "train.jsonl", "train.csv", "train.tsv", "train.txt", "train.parquet", "words.conll", "words.conllu", "words.jsonl", "words.parquet",
    ];

    public static object Open(string path) => Path.GetFileName(path) switch
    {
        "config.json" => ConfigJson.Read(path),
        "meta.json" => DescribedValue.Read(path),
        "promptgen.json" or "adapter_config.json" => AdapterFolder.Read(Path.GetDirectoryName(path)!),
        "run.json" => RunRecordFile.Read(path),
        var name when IsText(name) => TextExamples.Read(path),
        var name when IsWords(name) => WordExamples.Read(path),
        _ => WeightsFile.Open(path),
    };

    /// <summary>Whether it is data, which may come through a pipe.</summary>
    public static bool IsData(string name) => IsText(name) || IsWords(name);

    private static bool IsText(string name) => name.StartsWith("train", StringComparison.Ordinal);

    private static bool IsWords(string name) => name.StartsWith("words", StringComparison.Ordinal);
}
