using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Prefixes;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Encoders;

/// <summary>
/// Every hidden state of a small ModernBERT behind a prefix, computed again number by number: which half is activated, what is turned and by which base, where a
/// window ends, which norm the first layer lacks, and that the prefix is seen from everywhere and stands at no position.
/// </summary>
public class ModernBertLayersTests
{
    private const int Hidden = 8, Heads = 2, Inner = 5, Layers = 5, Tokens = 6, Slots = 2, Window = 1;
    private static readonly long[] Mask = [1, 1, 1, 1, 1, 0];
    private static readonly long[] Ids = [3, 1, 4, 1, 5, 0];

    private static readonly ModernBertConfig Config = new()
    {
        VocabSize = 7, HiddenSize = Hidden, LayerCount = Layers, HeadCount = Heads, IntermediateSize = Inner, LocalAttention = 2 * Window, GlobalInterval = 3,
        GlobalBase = 50, LocalBase = 3, Activation = Activation.Silu, NormEpsilon = 1e-3,
    };

    [Fact]
    public void Hidden_states_are_those_of_the_formula()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var modernBert = ModernBertEncoder.Random(Config, seed: 1);
        foreach (var parameter in modernBert.Encoder.parameters()) parameter.normal_(0, 0.7);
        var prefix = new Prefix<ModernBertEncoder>(modernBert, new PrefixOptions { Length = Slots });
        foreach (var (_, parameter) in prefix.Parameters()) parameter.normal_(0, 1);
        var input = new TokenInput(tensor(Ids, [1, Tokens]), tensor(Mask, [1, Tokens]));

        var output = modernBert.Prompt(prefix).Encode(input, keepHiddenStates: true);

        var weights = modernBert.Encoder.named_parameters().ToDictionary(parameter => parameter.name, parameter => Matrix(parameter.parameter));
        var slots = prefix.Flat().view(Slots, Layers, 2, Heads, Hidden / Heads);
        var x = Ids.Select(id => Norm(weights["embeddings.word.weight"][id], weights["embeddings.norm.weight"])).ToArray();
        AssertClose(x, output.HiddenStates![0]);
        for (var layer = 0; layer < Layers; layer++)
        {
            x = Layer(x, layer, weights, slots.select(1, layer));
            AssertClose(x, output.HiddenStates[layer + 1]);
        }
        AssertClose([.. x.Select(row => Norm(row, weights["finalNorm.weight"]))], output.LastHidden);
    }

    private static double[][] Layer(double[][] x, int layer, Dictionary<string, double[][]> weights, Tensor slots)
    {
        double[][] Of(string name) => weights[$"layers.{layer}.{name}.weight"];
        var normed = x.Select(row => layer == 0 ? row : Norm(row, Of("attentionNorm"))).ToArray();
        var attended = Attend([.. normed.Select(row => Times(Of("attention.projection"), row))], isGlobal: layer is 0 or 3, slots);
        var middle = x.Select((row, t) => Sum(row, Times(Of("attention.output"), attended[t])));
        return [.. middle.Select(row =>
        {
            var halves = Times(Of("feedForward.projection"), Norm(row, Of("feedForwardNorm")));
            var gated = Enumerable.Range(0, Inner).Select(i => halves[i] / (1 + Math.Exp(-halves[i])) * halves[Inner + i]);
            return Sum(row, Times(Of("feedForward.down"), [.. gated]));
        })];
    }

    private static double[][] Attend(double[][] projected, bool isGlobal, Tensor slots)
    {
        const int size = Hidden / Heads;
        double[] Head(int token, int part, int head) => projected[token][(part * Hidden + head * size)..(part * Hidden + (head + 1) * size)];
        double[] Slot(int slot, int part, int head) => Matrix(slots[slot, part])[head];
        double[] Turned(double[] v, int position) => [.. Enumerable.Range(0, size).Select(d =>
        {
            var (pair, isFirst) = (d % (size / 2), d < size / 2);
            var angle = position * Math.Pow(isGlobal ? 50 : 3, -2.0 * pair / size);
            return isFirst ? v[d] * Math.Cos(angle) - v[d + size / 2] * Math.Sin(angle) : v[d] * Math.Cos(angle) + v[d - size / 2] * Math.Sin(angle);
        })];

        return [.. Enumerable.Range(0, Tokens).Select(query => Enumerable.Range(0, Heads).SelectMany(head =>
        {
            var q = Turned(Head(query, 0, head), Slots + query);
            var seen = Enumerable.Range(0, Slots).Select(slot => (Key: Slot(slot, 0, head), Value: Slot(slot, 1, head)))
                .Concat(Enumerable.Range(0, Tokens).Where(key => Mask[key] == 1 && (isGlobal || Math.Abs(key - query) <= Window))
                    .Select(key => (Key: Turned(Head(key, 1, head), Slots + key), Value: Head(key, 2, head)))).ToList();
            var powers = seen.Select(entry => Math.Exp(q.Zip(entry.Key, (a, b) => a * b).Sum() / Math.Sqrt(size))).ToList();
            return Enumerable.Range(0, size).Select(d => seen.Zip(powers, (entry, power) => entry.Value[d] * power).Sum() / powers.Sum());
        }).ToArray())];
    }

    private static double[] Norm(double[] x, double[][] weight)
    {
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(number => (number - mean) * (number - mean)) + Config.NormEpsilon);
        return [.. x.Select((number, i) => (number - mean) / deviation * weight[0][i])];
    }

    private static double[] Times(double[][] matrix, double[] x) => [.. matrix.Select(row => row.Zip(x, (a, b) => a * b).Sum())];

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (one, other) => one + other)];

    // A vector is a matrix of one row.
    private static double[][] Matrix(Tensor tensor)
    {
        var numbers = tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
        return [.. numbers.Chunk((int)tensor.shape[^1])];
    }

    private static void AssertClose(double[][] expected, Tensor actual)
    {
        var found = Matrix(actual[0]);
        for (var t = 0; t < Tokens; t++)
        for (var c = 0; c < Hidden; c++)
            Assert.Equal(expected[t][c], found[t][c], 2e-4 * Math.Max(1, Math.Abs(expected[t][c])));
    }
}
