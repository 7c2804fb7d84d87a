using static TorchSharp.torch;

namespace PromptGen.Verification;

/// <summary>The recorded quantities of one variant, ticked off as they are compared, so that none is passed over in silence.</summary>
internal sealed class RecordedQuantities(ReferenceVariant variant)
{
    /// <summary>Numbers of the description are told from tensors of the same name by this.</summary>
    private const string InDescription = " in meta.json";

    private readonly SortedSet<string> open =
        new([.. variant.Quantities, .. variant.Described.Keys.Select(quantity => quantity + InDescription)], StringComparer.Ordinal);
    private readonly List<Comparison> comparisons = [];
    private readonly List<string> meaningless = [];

    /// <summary>Whether anything was recorded under a name that begins so, as a tensor or in the description.</summary>
    public bool Any(string start) => variant.Quantities.Concat(variant.Described.Keys).Any(q => q.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Compares a tensor, if one of that name was recorded.</summary>
    public void Compare(string quantity, Tensor computed) => Compare(quantity, computed, Tolerances.Values);

    /// <summary>Compares a parameter after ten steps, unless its true gradient is zero.</summary>
    /// <param name="name">The parameter's name in the case's checkpoint.</param>
    /// <param name="computed">Its value.</param>
    /// <param name="largestGradient">The largest absolute number in its gradients of all ten steps.</param>
    public void CompareTrained(string name, Tensor computed, double largestGradient)
    {
        var quantity = $"after10.{name}";
        if (largestGradient <= Tolerances.ZeroGradient && variant.Has($"grad.{name}")
            && variant.Read($"grad.{name}").abs().max().item<float>() <= Tolerances.ZeroGradient && open.Remove(quantity))
            meaningless.Add($"{quantity}: its true gradient is zero, and Adam makes steps of rounding noise");
        else Compare(quantity, computed, Tolerances.TrainedParameters);
    }

    /// <summary>Compares a number with the description's, if it stands there.</summary>
    public void CompareDescribed(string quantity, double computed, double tolerance) => CompareDescribed(quantity, [computed], tolerance);

    /// <summary>Compares the numbers of a run's steps with the description's, if they stand there.</summary>
    public void CompareDescribed(string quantity, IReadOnlyList<double> computed, double tolerance)
    {
        if (open.Remove(quantity + InDescription))
            comparisons.Add(new Comparison(variant.Has(quantity) ? quantity + InDescription : quantity, Largest(variant.Described[quantity], computed), tolerance));
    }

    /// <summary>Compares a tensor, if one of that name was recorded.</summary>
    public void Compare(string quantity, Tensor computed, double tolerance)
    {
        if (!open.Remove(quantity)) return;
        using var scope = NewDisposeScope();
        var recorded = variant.Read(quantity).to(ScalarType.Float64);
        var error = recorded.shape.SequenceEqual(computed.shape)
            ? (computed.detach().to(ScalarType.Float64) - recorded).abs().max().item<double>()
            : double.PositiveInfinity;
        comparisons.Add(new Comparison(quantity, double.IsFinite(error) ? error : double.PositiveInfinity, tolerance));
    }

    /// <summary>What was compared, and what was recorded and was not.</summary>
    /// <param name="unread">Recorded inputs that the encoder does not read.</param>
    public VariantReport Report(IEnumerable<string> unread) => new(variant.Case.Name, variant.Name, comparisons,
    [
        .. open.Select(quantity => $"'{quantity}' was recorded, and nothing computes it"),
        .. unread.Select(input => $"'inputs0.{input}' was recorded, and the encoder does not read it"),
    ])
    {
        Meaningless = meaningless,
    };

    private static double Largest(IReadOnlyList<double> recorded, IReadOnlyList<double> computed) => recorded.Count == computed.Count
        ? recorded.Zip(computed, (a, b) => double.IsFinite(b) ? Math.Abs(a - b) : double.PositiveInfinity).Max()
        : double.PositiveInfinity;
}
