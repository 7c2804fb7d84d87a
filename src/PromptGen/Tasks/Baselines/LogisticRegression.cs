namespace PromptGen.Tasks.Baselines;

/// <summary>
/// Softmax regression with a quadratic penalty: the minimum of mean cross-entropy + ‖w‖² / (2 · strength · examples), the bias without penalty, as
/// scikit-learn's <c>LogisticRegression</c>.
/// </summary>
internal sealed class LogisticRegression
{
    // A column's weights for all classes lie side by side; after those of the last column come the biases.
    private readonly double[] weights;
    private readonly int classes;

    private LogisticRegression(double[] weights, int classes) => (this.weights, this.classes) = (weights, classes);

    /// <summary>Fits one.</summary>
    /// <param name="rows">At least one.</param>
    /// <param name="labels">The class of each, from 0.</param>
    /// <param name="columns">How many columns the rows have.</param>
    /// <param name="strength">How much the rows weigh against the penalty.</param>
    public static LogisticRegression Of(IReadOnlyList<SparseRow> rows, IReadOnlyList<int> labels, int columns, double strength)
    {
        var classes = labels.Max() + 1;
        var weights = new double[(columns + 1) * classes];
        LimitedMemoryBfgs.Minimize((point, gradient) => Loss(rows, labels, 1 / (strength * rows.Count), point, gradient, classes), weights);
        return new LogisticRegression(weights, classes);
    }

    /// <summary>The most likely class; of several, the first.</summary>
    /// <param name="row">The example.</param>
    public int Predict(SparseRow row)
    {
        var scores = Scores(row, weights, classes);
        return Array.IndexOf(scores, scores.Max());
    }

    private static double[] Scores(SparseRow row, double[] weights, int classes)
    {
        var scores = weights[^classes..];
        for (var i = 0; i < row.Columns.Length; i++)
            for (var c = 0; c < classes; c++) scores[c] += row.Values[i] * weights[row.Columns[i] * classes + c];
        return scores;
    }

    private static double Loss(IReadOnlyList<SparseRow> rows, IReadOnlyList<int> labels, double penalty, double[] weights, double[] gradient, int classes)
    {
        var (loss, biases) = (0.0, weights.Length - classes);
        for (var i = 0; i < biases; i++)
        {
            gradient[i] = penalty * weights[i];
            loss += gradient[i] * weights[i] / 2;
        }
        Array.Clear(gradient, biases, classes);
        for (var r = 0; r < rows.Count; r++)
        {
            var (row, errors) = (rows[r], Scores(rows[r], weights, classes));
            var (highest, right) = (errors.Max(), errors[labels[r]]);
            for (var c = 0; c < classes; c++) errors[c] = Math.Exp(errors[c] - highest);
            var sum = errors.Sum();
            loss += (Math.Log(sum) + highest - right) / rows.Count;
            for (var c = 0; c < classes; c++)
            {
                errors[c] = (errors[c] / sum - (c == labels[r] ? 1 : 0)) / rows.Count;
                gradient[biases + c] += errors[c];
            }
            for (var i = 0; i < row.Columns.Length; i++)
                for (var c = 0; c < classes; c++) gradient[row.Columns[i] * classes + c] += row.Values[i] * errors[c];
        }
        return loss;
    }
}
