using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Benchmarks.Models;

/// <summary>The products with weights of an encoder, and nothing else: no forward pass with these sizes costs less.</summary>
internal sealed class LinearMaps : IDisposable
{
    private readonly StepSize size;
    private readonly (Tensor Weight, Tensor Bias)[] square, up, down;
    private readonly Tensor x, inner, large;

    /// <param name="size">Layers and widths, rows and tokens.</param>
    /// <param name="seed">Fixes weights and inputs.</param>
    public LinearMaps(StepSize size, int seed)
    {
        this.size = size;
        using var generator = new Generator((ulong)seed);
        square = Maps(4 * size.Layers, size.Hidden, size.Hidden);
        up = Maps(size.Layers, size.Hidden, size.Inner);
        down = Maps(size.Layers, size.Inner, size.Hidden);
        (x, inner) = (randn([size.Rows * size.Tokens, size.Hidden], generator: generator), randn([size.Rows * size.Tokens, size.Inner], generator: generator));

        var width = Math.Min(2048, size.Words);
        large = randn([width, width], generator: generator);

        (Tensor, Tensor)[] Maps(int count, int inputs, int outputs) =>
            [.. Enumerable.Range(0, count).Select(_ => (randn([outputs, inputs], generator: generator), zeros(outputs)))];
    }

    /// <summary>10⁹ multiplications and additions of all rows.</summary>
    public double GigaFlops => 2e-9 * size.Rows * size.Tokens * size.Layers * (4L * size.Hidden * size.Hidden + 2L * size.Hidden * size.Inner);

    /// <summary>All rows at once, or some at a time.</summary>
    /// <param name="rows">At a time.</param>
    public void Run(int rows)
    {
        using var noGrad = no_grad();
        for (var start = 0; start < size.Rows; start += rows)
        {
            using var scope = NewDisposeScope();
            var (narrow, wide) = (Rows(x), Rows(inner));
            foreach (var (weight, bias) in square.Concat(up)) nn.functional.linear(narrow, weight, bias).Dispose();
            foreach (var (weight, bias) in down) nn.functional.linear(wide, weight, bias).Dispose();

            Tensor Rows(Tensor all) => all.narrow(0, start * size.Tokens, rows * size.Tokens);
        }
    }

    /// <summary>10⁹ multiplications and additions of <see cref="RunLargest"/>.</summary>
    public double LargestGigaFlops => 2e-9 * Math.Pow(large.shape[0], 3);

    /// <summary>One product of two square matrices, as large as this machine needs to show what it can.</summary>
    public void RunLargest() => matmul(large, large).Dispose();

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var (weight, bias) in square.Concat(up).Concat(down)) { weight.Dispose(); bias.Dispose(); }
        x.Dispose();
        inner.Dispose();
        large.Dispose();
    }
}
