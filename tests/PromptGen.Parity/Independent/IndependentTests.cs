using System.Globalization;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace PromptGen.Parity.Independent;

/// <summary>Encoders without recorded numbers, against the same models computed once more, in float64, by code that shares nothing with theirs.</summary>
public class IndependentTests(ITestOutputHelper output)
{
    private const int Slots = 3;

    /// <summary>The models, by what is particular to them.</summary>
    internal static readonly Dictionary<string, Func<PublishedModel>> Models = new(StringComparer.Ordinal)
    {
        ["DistilBERT"] = () => new DistilBert(),
        ["ELECTRA with embeddings as wide as its layers"] = () => new Electra(width: 24),
        ["ELECTRA with narrow embeddings"] = () => new Electra(width: 10),
        ["XLM-RoBERTa"] = () => new Roberta("xlm-roberta"),
        ["CamemBERT"] = () => new Roberta("camembert"),
        ["ALBERT with one group"] = () => new Albert(layers: 3, groups: 1),
        ["ALBERT with two groups"] = () => new Albert(layers: 4, groups: 2),
        ["ModernBERT"] = () => new ModernBert(pooling: "cls"),
        ["ModernBERT, classifying by the mean"] = () => new ModernBert(pooling: "mean"),
        ["ModernBERT with one base"] = () => new ModernBert(pooling: "cls", RotaryBases.OneKey),
        ["ModernBERT as transformers 5 saves it"] = () => new ModernBert(pooling: "cls", RotaryBases.ByLayerType),
        ["EuroBERT as transformers 5 saves it"] = () => new EuroBert(pooling: "mean", nested: true),
        ["EuroBERT"] = () => new EuroBert(pooling: "late"),
        ["EuroBERT, classifying by the mean"] = () => new EuroBert(pooling: "mean"),
        ["EuroBERT, classifying by the first token"] = () => new EuroBert(pooling: "bos"),
        ["Qwen2"] = () => new Qwen2(),
        ["Phi-3"] = () => new FusedLlama("phi3", heads: 4, keyValueHeads: 2),
        ["Phi-3 with one head of keys and values"] = () => new FusedLlama("phi3", heads: 3, keyValueHeads: 1),
        ["InternLM2"] = () => new FusedLlama("grouped_heads", heads: 4, keyValueHeads: 2),
        ["InternLM2 with as many heads of keys and values"] = () => new FusedLlama("grouped_heads", heads: 2, keyValueHeads: 2),
        ["RoFormer with embeddings as wide as its layers"] = () => new RoFormer(width: 24),
        ["RoFormer with narrow embeddings"] = () => new RoFormer(width: 10),
        ["MPNet"] = () => new MpNet(),
        ["Nomic BERT"] = () => new NomicBert(),
        ["JinaBERT with 4 heads"] = () => new JinaBert("geglu", heads: 4),
        ["JinaBERT with 6 heads and a ReLU"] = () => new JinaBert("reglu", heads: 6),
        ["BERT with relative keys"] = () => new BertRelative("relative_key"),
        ["BERT with relative keys for queries and keys"] = () => new BertRelative("relative_key_query"),
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var model in Models.Keys)
            foreach (var slots in new[] { 0, Slots })
                cases.Add(model, slots);
            return cases;
        }
    }

    /// <summary>
    /// float32 keeps 2^-24 = 6e-8 of a number, and some hundred such roundings follow one another in these models, whose sums have tens of terms: 2e-5 of
    /// the largest number leaves room for them (a tenth of it and less was seen). The smallest mistake that was tried, one gelu for the other, makes nine
    /// times as much, a wrong half, window or position some ten thousand times.
    /// </summary>
    private const double Tolerance = 2e-5;

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_encoder_gives_the_numbers_of_its_paper(string name, int slotCount)
    {
        using var scope = NewDisposeScope();
        var model = Models[name]();
        var (rows, slots) = (model.Batch(), model.Slots(slotCount));
        var expected = rows.Select(row => model.Run(row, slots)).ToList();
        var labels = expected.Select((states, index) => model.Classify(states.Last, rows[index])).ToList();
        var words = expected.Select(states => model.ScoreWords(states.Last)).ToList();

        var folder = Directory.CreateTempSubdirectory("promptgen-independent-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "config.json"), model.Config);
            model.Weights.Write(Path.Combine(folder, "model.safetensors"));
            using var noGrad = no_grad();
            var ours = Computed.Of(folder, rows, slots, model.Weights.Tensors(), labels[0]?.Columns() ?? 0, words[0] is not null);

            Assert.Equal(model.Layers + 1, ours.States.HiddenStates!.Count);
            for (var state = 0; state <= model.Layers; state++)
                Compare(state == 0 ? "embeddings" : $"layer {state - 1}", rows, expected.Select(row => row.Each[state]), ours.States.HiddenStates[state]);
            Compare("last hidden states", rows, expected.Select(row => row.Last), ours.States.LastHidden);
            if (ours.Labels is not null) Compare("labels", rows, labels, ours.Labels.unsqueeze(1));
            if (ours.Words is not null) Compare("words", rows, words, ours.Words);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Compares at tokens; what stands at padding, nothing reads.</summary>
    private void Compare(string what, IReadOnlyList<Row> rows, IEnumerable<double[,]?> expected, Tensor ours)
    {
        var (error, size, at) = (0.0, 1.0, "");
        foreach (var (row, index) in expected.Select((row, index) => (row!, index)))
        {
            Assert.Equal([row.Rows(), row.Columns()], ours[index].shape);
            var numbers = ours[index].reshape(-1).data<float>().ToArray();
            for (var token = 0; token < row.Rows(); token++)
            for (var column = 0; column < row.Columns(); column++)
            {
                if (!rows[index].IsToken[token]) continue;
                var difference = Math.Abs(row[token, column] - numbers[token * row.Columns() + column]);
                size = Math.Max(size, Math.Abs(row[token, column]));
                if (difference > error || double.IsNaN(difference)) (error, at) = (difference, $"row {index}, token {token}, column {column}");
            }
        }
        var found = string.Create(CultureInfo.InvariantCulture, $"{what}: {error:0.0e+00} of {Tolerance * size:0.0e+00} at {at}");
        output.WriteLine(found);
        Assert.True(error <= Tolerance * size, found);
    }
}
