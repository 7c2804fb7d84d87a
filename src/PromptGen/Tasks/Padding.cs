using static TorchSharp.torch;

namespace PromptGen.Tasks;

/// <summary>Rows of different length as one tensor.</summary>
public static class Padding
{
    /// <summary>Fills every row up to the longest.</summary>
    /// <typeparam name="T">What a row is made of.</typeparam>
    /// <param name="items">The rows, B of them, at least one.</param>
    /// <param name="row">The numbers of one.</param>
    /// <param name="fill">What follows the end of a row.</param>
    /// <param name="device">Where the tensor is made.</param>
    /// <returns>[B, T], int64.</returns>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public static Tensor Rows<T>(IReadOnlyList<T> items, Func<T, int[]> row, int fill, Device device)
    {
        if (items.Count == 0) throw new ArgumentException("A batch has at least one row.", nameof(items));
        var rows = items.Select(row).ToArray();
        var width = rows.Max(numbers => numbers.Length);
        var flat = new long[rows.Length * width];
        for (var r = 0; r < rows.Length; r++)
            for (var t = 0; t < width; t++)
                flat[r * width + t] = t < rows[r].Length ? rows[r][t] : fill;
        return tensor(flat, [rows.Length, width], ScalarType.Int64, device);
    }
}
