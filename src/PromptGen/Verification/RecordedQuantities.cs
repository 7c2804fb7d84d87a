using static TorchSharp.torch;

namespace PromptGen.Verification;

/// <summary>The recorded quantities of one variant, ticked off as they are compared, so that none is passed over in silence.</summary>
internal sealed class RecordedQuantities(ReferenceVariant variant)
{
    private readonly SortedSet<string> open = new(variant.Quantities.Where(q => !q.StartsWith("prefix_encoder.", StringComparison.Ordinal)), StringComparer.Ordinal);
    private readonly List<Comparison> comparisons = [];

    /// <summary>The parameters whose gradients were recorded.</summary>
    public IEnumerable<string> Gradients { get; } =
        [.. variant.Quantities.Where(q => q.StartsWith("grad.", StringComparison.Ordinal)).Select(q => q["grad.".Length..])];

    /// <summary>Whether anything was recorded under a name that begins so.</summary>
    public bool Any(string start) => variant.Quantities.Any(q => q.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Compares a tensor, if one of that name was recorded.</summary>
    public void Compare(string quantity, Tensor computed) => Compare(quantity, computed, Tolerances.Values);

    /// <summary>Compares a parameter after ten steps, unless its true gradient is zero.</summary>
    public void CompareTrained(string name, Tensor computed)
    {
        if (variant.Has($"grad.{name}") && variant.Read($"grad.{name}").abs().max().item<float>() <= Tolerances.ZeroGradient) open.Remove($"after10.{name}");
        else Compare($"after10.{name}", computed, Tolerances.TrainedParameters);
    }

    /// <summary>Compares the losses of a run with the description's, and with the tensor's where there is one.</summary>
    public void CompareLosses(string description, string? tensors, string quantity, List<double> computed)
    {
        if (variant.Trajectory(description, quantity) is { } losses)
            comparisons.Add(new Comparison($"{description}.{quantity}", Largest(losses, computed), Tolerances.TrajectoryLosses));
        if (tensors is not null && variant.Has($"{tensors}.{quantity}"))
            Compare($"{tensors}.{quantity}", tensor(computed.Select(c => (float)c).ToArray()), Tolerances.TrajectoryLosses);
    }

    /// <summary>What was compared, and what was recorded and was not.</summary>
    public VariantReport Report() =>
        new(variant.Case.Name, variant.Name, comparisons, [.. open.Select(quantity => $"'{quantity}' was recorded, and nothing computes it")]);

    private void Compare(string quantity, Tensor computed, double tolerance)
    {
        if (!open.Remove(quantity)) return;
        using var scope = NewDisposeScope();
        var recorded = variant.Read(quantity).to(ScalarType.Float64);
        var error = recorded.shape.SequenceEqual(computed.shape)
            ? (computed.detach().to(ScalarType.Float64) - recorded).abs().max().item<double>()
            : double.PositiveInfinity;
        comparisons.Add(new Comparison(quantity, double.IsFinite(error) ? error : double.PositiveInfinity, tolerance));
    }

    private static double Largest(double[] recorded, List<double> computed) => recorded.Length == computed.Count
        ? recorded.Zip(computed, (a, b) => double.IsFinite(b) ? Math.Abs(a - b) : double.PositiveInfinity).Max()
        : double.PositiveInfinity;
}
