using PromptGen.Tokenization;
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

    /// <summary>Which slots of padded rows are tokens.</summary>
    /// <param name="texts">The rows, B of them, at least one.</param>
    /// <param name="device">Where the tensor is made.</param>
    /// <returns>[B, T], int64: 1 at tokens, 0 at padding.</returns>
    public static Tensor Mask(IReadOnlyList<TokenizedText> texts, Device device) =>
        Rows(texts, text => [.. Enumerable.Repeat(1, text.Length)], 0, device);

    /// <summary>One number for every row.</summary>
    /// <typeparam name="T">What a row is made of.</typeparam>
    /// <param name="items">The rows, B of them.</param>
    /// <param name="number">The number of one.</param>
    /// <param name="device">Where the tensor is made.</param>
    /// <returns>[B], int64.</returns>
    public static Tensor Numbers<T>(IReadOnlyList<T> items, Func<T, int> number, Device device) =>
        tensor(items.Select(item => (long)number(item)).ToArray(), [items.Count], ScalarType.Int64, device);
}
