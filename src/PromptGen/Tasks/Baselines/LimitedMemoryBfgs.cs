namespace PromptGen.Tasks.Baselines;

/// <summary>
/// The minimum of a smooth convex function by L-BFGS (Nocedal, Wright: Numerical Optimization, 2006, algorithm 7.5), the step halved until the value falls
/// enough (Armijo). There is no rate to choose, and nothing is drawn.
/// </summary>
internal static class LimitedMemoryBfgs
{
    private const int Memory = 10, MaximumSteps = 1000;
    private const double Tolerance = 1e-5, SufficientFall = 1e-4, SmallestStep = 1e-12;

    /// <summary>Writes the gradient at a point.</summary>
    /// <param name="point">Not changed.</param>
    /// <param name="gradient">Overwritten.</param>
    /// <returns>The value there.</returns>
    public delegate double Function(double[] point, double[] gradient);

    /// <summary>Goes down from a point until no part of the gradient is larger than 1e-5.</summary>
    /// <param name="function">The function.</param>
    /// <param name="point">Where to begin; changed to the minimum.</param>
    public static void Minimize(Function function, double[] point)
    {
        var gradient = new double[point.Length];
        var value = function(point, gradient);
        var pairs = new Queue<Pair>();
        for (var steps = 0; steps < MaximumSteps && gradient.Max(Math.Abs) > Tolerance; steps++)
        {
            var direction = Direction(gradient, pairs);
            var slope = Dot(direction, gradient);
            var (next, nextGradient, nextValue) = (new double[point.Length], new double[point.Length], 0.0);
            for (var step = pairs.Count == 0 ? 1 / (1 + Math.Sqrt(-slope)) : 1; ; step /= 2)
            {
                if (step < SmallestStep) return; // Rounding hides any further fall.
                for (var i = 0; i < point.Length; i++) next[i] = point[i] + step * direction[i];
                nextValue = function(next, nextGradient);
                if (nextValue <= value + SufficientFall * step * slope) break;
            }
            var pair = new Pair(Difference(next, point), Difference(nextGradient, gradient));
            if (pair.Curvature > 0) pairs.Enqueue(pair);
            if (pairs.Count > Memory) pairs.Dequeue();
            next.CopyTo(point, 0);
            (gradient, value) = (nextGradient, nextValue);
        }
    }

    private static double[] Direction(double[] gradient, Queue<Pair> pairs)
    {
        double[] direction = [.. gradient.Select(part => -part)];
        var shares = new Stack<double>();
        foreach (var pair in pairs.Reverse())
        {
            shares.Push(Dot(pair.Moved, direction) / pair.Curvature);
            Add(direction, -shares.Peek(), pair.Turned);
        }
        if (pairs.LastOrDefault() is { } last)
        {
            var scale = last.Curvature / Dot(last.Turned, last.Turned);
            for (var i = 0; i < direction.Length; i++) direction[i] *= scale;
        }
        foreach (var pair in pairs) Add(direction, shares.Pop() - Dot(pair.Turned, direction) / pair.Curvature, pair.Moved);
        return direction;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static void Add(double[] sum, double factor, double[] term)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] += factor * term[i];
    }

    private static double[] Difference(double[] x, double[] y) => [.. x.Zip(y, (one, other) => one - other)];

    /// <summary>How far a step went, and how the gradient turned on the way.</summary>
    private sealed record Pair(double[] Moved, double[] Turned)
    {
        public double Curvature { get; } = Dot(Moved, Turned);
    }
}
