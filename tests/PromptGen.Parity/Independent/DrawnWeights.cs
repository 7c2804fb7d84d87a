using PromptGen.Checkpoints;
using TorchSharp;

namespace PromptGen.Parity.Independent;

/// <summary>
/// The weights of a tiny checkpoint. The first who asks for a name draws it, so a model's computation is the list of its tensors. They are rounded
/// to float32 before they are used, and so large (0.3 in a matrix, against the published 0.02) that attention is far from even and activations from linear.
/// </summary>
internal sealed class DrawnWeights
{
    private readonly Dictionary<string, (long[] Shape, float[] Values)> drawn = new(StringComparer.Ordinal);

    /// <summary>A weight [out, in], or a table.</summary>
    public double[,] Matrix(string name, int rows, int columns)
    {
        var values = Draw(name, mean: 0, rows, columns);
        return Independent.Matrix.Of(rows, columns, (row, column) => values[row * columns + column]);
    }

    /// <summary>A bias, or with the mean 1 the weight of a norm.</summary>
    public double[] Vector(string name, int length, double mean = 0) => [.. Draw(name, mean, length).Select(value => (double)value)];

    /// <summary>A tensor that published checkpoints hold, although its numbers follow from its shape.</summary>
    public void Store(string name, double[,] values) =>
        drawn[name] = ([values.Rows(), values.Columns()], [.. values.Cast<double>().Select(value => (float)value)]);

    public IReadOnlyDictionary<string, torch.Tensor> Tensors() =>
        drawn.ToDictionary(one => one.Key, one => torch.tensor(one.Value.Values).reshape(one.Value.Shape));

    public void Write(string path) => SafeTensorsWriter.Write(path, Tensors().Select(one => (one.Key, one.Value)));

    private float[] Draw(string name, double mean, params int[] shape)
    {
        long[] wanted = [.. shape];
        if (drawn.TryGetValue(name, out var known))
            return known.Shape.SequenceEqual(wanted) ? known.Values : throw new InvalidOperationException($"'{name}' is asked for in two shapes.");
        var normal = new Normal(name);
        var values = Enumerable.Range(0, shape.Aggregate(1, (size, axis) => size * axis)).Select(_ => (float)(mean + 0.3 * normal.Next())).ToArray();
        drawn.Add(name, (wanted, values));
        return values;
    }
}
