using System.Text.Json;
using PromptGen.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Benchmarks.Models;

/// <summary>A Hugging Face folder of a BERT with random weights among the temporary files, deleted at the end.</summary>
internal sealed class BertFolder : IDisposable
{
    /// <param name="size">Its sizes.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <param name="type">Of the numbers in the file.</param>
    public BertFolder(StepSize size, int seed, ScalarType type = ScalarType.Float32)
    {
        Path = Directory.CreateTempSubdirectory("promptgen-benchmark-").FullName;
        try
        {
            File.WriteAllText(System.IO.Path.Combine(Path, "config.json"), JsonSerializer.Serialize(new
            {
                model_type = "bert", vocab_size = size.Words, hidden_size = size.Hidden, num_hidden_layers = size.Layers, num_attention_heads = size.Heads,
                intermediate_size = size.Inner, max_position_embeddings = 512, type_vocab_size = 2, hidden_dropout_prob = size.Dropout,
                attention_probs_dropout_prob = size.Dropout,
            }));
            using var scope = NewDisposeScope();
            using var generator = new Generator((ulong)seed);
            // Layers of equal weights: what they are has no influence on what opening or computing costs.
            var drawn = new Dictionary<(int, int), Tensor>();
            SafeTensorsWriter.Write(Weights, Shapes(size).Select(one => (one.Name, Drawn(one.Rows, one.Columns))));

            Tensor Drawn(int rows, int columns)
            {
                if (!drawn.TryGetValue((rows, columns), out var tensor))
                    drawn[(rows, columns)] = tensor = columns == 0 ? ones(rows, type) : empty(rows, columns).normal_(0, 0.02, generator).to(type);
                return tensor;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The file of weights.</summary>
    public string Weights => System.IO.Path.Combine(Path, "model.safetensors");

    /// <summary>Gibibytes of weights.</summary>
    public double Gibibytes => new FileInfo(Weights).Length / (double)(1L << 30);

    /// <summary>Deletes the folder.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>BERT's tensors by their published names; 0 columns: a vector.</summary>
    private static IEnumerable<(string Name, int Rows, int Columns)> Shapes(StepSize size)
    {
        yield return ("bert.embeddings.word_embeddings.weight", size.Words, size.Hidden);
        yield return ("bert.embeddings.position_embeddings.weight", 512, size.Hidden);
        yield return ("bert.embeddings.token_type_embeddings.weight", 2, size.Hidden);
        foreach (var one in Norm("bert.embeddings.LayerNorm")) yield return one;
        for (var i = 0; i < size.Layers; i++)
        {
            var layer = $"bert.encoder.layer.{i}";
            foreach (var name in new[] { "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense" })
                foreach (var one in Linear($"{layer}.{name}", size.Hidden, size.Hidden)) yield return one;
            foreach (var one in Norm($"{layer}.attention.output.LayerNorm")) yield return one;
            foreach (var one in Linear($"{layer}.intermediate.dense", size.Hidden, size.Inner)) yield return one;
            foreach (var one in Linear($"{layer}.output.dense", size.Inner, size.Hidden)) yield return one;
            foreach (var one in Norm($"{layer}.output.LayerNorm")) yield return one;
        }
        foreach (var one in Linear("bert.pooler.dense", size.Hidden, size.Hidden)) yield return one;

        IEnumerable<(string, int, int)> Norm(string name) => [($"{name}.weight", size.Hidden, 0), ($"{name}.bias", size.Hidden, 0)];

        static IEnumerable<(string, int, int)> Linear(string name, int inputs, int outputs) => [($"{name}.weight", outputs, inputs), ($"{name}.bias", outputs, 0)];
    }
}
