using System.Text.RegularExpressions;
using PromptGen.Checkpoints;
using static TorchSharp.torch;

namespace PromptGen.Tests.Documentation;

/// <summary>A case as the Python of <c>schemas/README.md</c> records it: the same files, names and description, with numbers of a golden case.</summary>
internal static partial class RecordedCase
{
    private const string Golden = "bert_seq_cls";

    /// <summary>The Python.</summary>
    public static string Script => MarkdownFile.Read("schemas/README.md").Blocks.Single(block => block.Language == "python").Text;

    /// <param name="folder">A new folder.</param>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "config.json", "model.safetensors" }) File.Copy(Path.Combine(Repository.Fixture(Golden), file), Path.Combine(folder, file));

        var inputs = Input().Matches(Script).Select(match => match.Groups[1].Value).ToHashSet();
        string[] prefixes = [.. Recorded().Matches(Script).Select(match => match.Groups[1].Value)];
        using var scope = NewDisposeScope();
        using var golden = SafeTensorsFile.Open(Path.Combine(Repository.Fixture(Golden), "io.safetensors"));
        var names = golden.Tensors.Select(tensor => tensor.Name)
            .Where(name => prefixes.Any(prefix => prefix.EndsWith('.') ? name.StartsWith(prefix, StringComparison.Ordinal) : name == prefix))
            .Where(name => !name.StartsWith("inputs", StringComparison.Ordinal) || inputs.Contains(name.Split('.')[1])).ToList();
        Assert.Equal((inputs.Count, true), (names.Count(name => name.StartsWith("inputs0.", StringComparison.Ordinal)), names.Contains("plain.hidden.0")));
        SafeTensorsWriter.Write(Path.Combine(folder, "io.safetensors"), names.Select(name => (name, golden.Read(name))));
        File.WriteAllText(Path.Combine(folder, "meta.json"), Description().Match(Script).Groups[1].Value.Replace("type(model).__name__", "\"BertForSequenceClassification\"", StringComparison.Ordinal));
    }

    /// <summary>A key of the model's inputs.</summary>
    [GeneratedRegex("\"(\\w+)\": torch\\.tensor")]
    private static partial Regex Input();

    /// <summary>A recorded name, up to where a variable stands in it.</summary>
    [GeneratedRegex("\"((?:inputs0|plain)\\.[\\w.]*)")]
    private static partial Regex Recorded();

    [GeneratedRegex("json\\.dump\\((\\{.*\\}), open")]
    private static partial Regex Description();
}
