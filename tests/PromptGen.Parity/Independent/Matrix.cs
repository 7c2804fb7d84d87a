namespace PromptGen.Parity.Independent;

/// <summary>Linear algebra on rows of doubles, [T, C]: plain loops, so that nothing is shared with what is checked.</summary>
internal static class Matrix
{
    public static int Rows(this double[,] x) => x.GetLength(0);

    public static int Columns(this double[,] x) => x.GetLength(1);

    public static double[,] Of(int rows, int columns, Func<int, int, double> value)
    {
        var made = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        for (var column = 0; column < columns; column++)
            made[row, column] = value(row, column);
        return made;
    }

    public static double[,] Map(this double[,] x, Func<double, double> f) => Of(x.Rows(), x.Columns(), (row, column) => f(x[row, column]));

    public static double[,] Plus(this double[,] x, double[,] y) => Of(x.Rows(), x.Columns(), (row, column) => x[row, column] + y[row, column]);

    public static double[,] Times(this double[,] x, double[,] y) => Of(x.Rows(), x.Columns(), (row, column) => x[row, column] * y[row, column]);

    /// <summary>Some columns of each row.</summary>
    public static double[,] Slice(this double[,] x, int start, int count) => Of(x.Rows(), count, (row, column) => x[row, start + column]);

    /// <summary>Some rows of a table, in an order.</summary>
    public static double[,] Pick(this double[,] table, IReadOnlyList<int> rows) => Of(rows.Count, table.Columns(), (row, column) => table[rows[row], column]);

    /// <summary>x·Wᵀ + b, for a weight [out, in] as checkpoints keep it.</summary>
    public static double[,] Linear(this double[,] x, double[,] weight, double[]? bias) => Of(x.Rows(), weight.Rows(), (row, column) =>
    {
        var sum = bias?[column] ?? 0;
        for (var inner = 0; inner < x.Columns(); inner++) sum += x[row, inner] * weight[column, inner];
        return sum;
    });

    /// <summary>Layer normalization (Ba et al. 2016): the biased variance, and epsilon under the root.</summary>
    public static double[,] LayerNorm(this double[,] x, double[] weight, double[]? bias, double epsilon)
    {
        var (mean, deviation) = (new double[x.Rows()], new double[x.Rows()]);
        for (var row = 0; row < x.Rows(); row++)
        {
            mean[row] = Mean(x.Columns(), column => x[row, column]);
            deviation[row] = Math.Sqrt(Mean(x.Columns(), column => Math.Pow(x[row, column] - mean[row], 2)) + epsilon);
        }
        return Of(x.Rows(), x.Columns(), (row, column) => (x[row, column] - mean[row]) / deviation[row] * weight[column] + (bias?[column] ?? 0));
    }

    /// <summary>Root mean square normalization (Zhang and Sennrich 2019): no mean is taken off.</summary>
    public static double[,] RootMeanSquareNorm(this double[,] x, double[] weight, double epsilon)
    {
        var size = Enumerable.Range(0, x.Rows()).Select(row => Math.Sqrt(Mean(x.Columns(), column => x[row, column] * x[row, column]) + epsilon)).ToArray();
        return Of(x.Rows(), x.Columns(), (row, column) => x[row, column] / size[row] * weight[column]);
    }

    private static double Mean(int count, Func<int, double> value) => Enumerable.Range(0, count).Sum(value) / count;
}
