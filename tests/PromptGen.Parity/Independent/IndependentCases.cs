using System.Text.Json;
using PromptGen.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Parity.Independent;

/// <summary>What is computed here, written as recorded cases are, so that a verifier of another product can be held to it: without a prefix and with one.</summary>
internal sealed class IndependentCases : IDisposable
{
    private const int Slots = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("promptgen-independent-cases-").FullName;

    /// <summary>The folder of a model's case, written when it is first asked for.</summary>
    /// <param name="name">Of <see cref="IndependentTests.Models"/>, one whose classifier is published.</param>
    public string Folder(string name)
    {
        var path = Path.Combine(folder, name);
        if (!Directory.Exists(path)) Write(Directory.CreateDirectory(path).FullName, IndependentTests.Models[name]());
        return path;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Write(string path, PublishedModel model)
    {
        using var scope = NewDisposeScope();
        // Padding at the very end may see no token through a window, and what it gets then is nobody's business; a verifier compares it all the same.
        var rows = model.Batch().Select(row => new Row(row.Ids[..^1], row.IsToken[..^1], row.TokenTypes[..^1])).ToList();
        var tensors = new List<(string Name, Tensor Tensor)>
        {
            ("inputs0.input_ids", Whole(rows, row => row.Ids)),
            ("inputs0.attention_mask", Whole(rows, row => row.IsToken.Select(isToken => isToken ? 1 : 0))),
            ("inputs0.labels", tensor(rows.Select((_, index) => (long)index).ToArray())),
        };
        if (model.TokenTypes > 1) tensors.Add(("inputs0.token_type_ids", Whole(rows, row => row.TokenTypes)));
        foreach (var (variant, count) in new[] { ("plain", 0), ("prefix", Slots) })
        {
            var slots = model.Slots(count);
            var states = rows.Select(row => model.Run(row, slots)).ToList();
            for (var state = 0; state <= model.Layers; state++) tensors.Add(($"{variant}.hidden.{state}", Stacked(states.Select(row => row.Each[state]))));
            tensors.Add(($"{variant}.last_hidden", Stacked(states.Select(row => row.Last))));
            tensors.Add(($"{variant}.logits", Stacked(states.Select((row, index) => model.Classify(row.Last, rows[index])!)).squeeze(1)));
            if (count > 0) tensors.Add(($"{variant}.prefix_encoder.embedding.weight", tensor(slots.Flat)));
        }
        SafeTensorsWriter.Write(Path.Combine(path, "io.safetensors"), tensors);
        model.Weights.Write(Path.Combine(path, "model.safetensors"));
        File.WriteAllText(Path.Combine(path, "config.json"), model.Config);
        File.WriteAllText(Path.Combine(path, "meta.json"), JsonSerializer.Serialize(new
        {
            task = "seq_cls",
            plain = new { @class = "computed once more, in float64" },
            prefix = new { @class = "computed once more, in float64" },
        }));
    }

    private static Tensor Whole(IReadOnlyList<Row> rows, Func<Row, IEnumerable<int>> ofRow) => stack([.. rows.Select(row => tensor(ofRow(row).Select(id => (long)id).ToArray()))]);

    private static Tensor Stacked(IEnumerable<double[,]> rows) => stack([.. rows.Select(row => tensor(row).to(ScalarType.Float32))]);
}
