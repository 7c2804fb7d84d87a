using System.Globalization;
using PromptGen.Tensors;
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
    private readonly List<string> meaningless = [], notRun = [];
    private readonly HashSet<string> excused = new(StringComparer.Ordinal);
    private long leftOut, trained;

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
        if (!open.Contains(quantity)) return;
        using var scope = NewDisposeScope();
        var first = variant.Has($"grad.{name}") ? variant.Read($"grad.{name}").abs().to(ScalarType.Float64) : null;
        var largest = first?.max().item<double>();
        if (largestGradient <= Tolerances.ZeroGradient && largest <= Tolerances.ZeroGradient)
        {
            open.Remove(quantity);
            meaningless.Add($"{quantity}: its true gradient is zero, and Adam makes steps of rounding noise");
            return;
        }
        trained += computed.numel();
        var isSmall = first is not null && first.shape.SequenceEqual(computed.shape)
            ? first.IsNot(0).logical_and(first.le(first.max().Times(Tolerances.SmallGradient)))
            : null;
        leftOut += isSmall?.sum().item<long>() ?? 0;
        Compare(quantity, computed, Tolerances.TrainedParameters, isSmall);
    }

    /// <summary>Excuses a trained name that the schema ignores, if it has no gradient.</summary>
    /// <param name="name">Its name in the case's checkpoint.</param>
    /// <returns>Whether it has none.</returns>
    public bool Excuse(string name)
    {
        using var scope = NewDisposeScope();
        if (variant.Has($"grad.{name}") && variant.Read($"grad.{name}").count_nonzero().item<long>() > 0) return false;
        open.Remove($"grad.{name}");
        open.Remove($"after10.{name}");
        if (excused.Add(name)) meaningless.Add($"{name}: was trained, has no gradient, and the schema ignores it");
        return true;
    }

    /// <summary>Says of what was recorded and not compared so far why it cannot be.</summary>
    public void GiveUp(string reason)
    {
        const int shown = 4;
        if (open.Count == 0) return;
        var names = open.OrderBy(quantity => quantity.StartsWith("grad.", StringComparison.Ordinal) || quantity.StartsWith("after10.", StringComparison.Ordinal))
            .Take(shown).Select(quantity => $"'{quantity}'");
        var more = open.Count > shown ? $" and {open.Count - shown} more" : "";
        notRun.Add($"{string.Join(", ", names)}{more} {(open.Count == 1 ? "is" : "are")} not compared: {reason}");
        open.Clear();
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
    /// <param name="quantity">Its name.</param>
    /// <param name="computed">Its value.</param>
    /// <param name="tolerance">How far the two may lie from each other.</param>
    /// <param name="except">Elements that are left out.</param>
    public void Compare(string quantity, Tensor computed, double tolerance, Tensor? except = null)
    {
        if (!open.Remove(quantity)) return;
        using var scope = NewDisposeScope();
        var recorded = variant.Read(quantity).to(ScalarType.Float64);
        var error = double.PositiveInfinity;
        if (recorded.shape.SequenceEqual(computed.shape))
        {
            var difference = (computed.detach().to(ScalarType.Float64) - recorded).abs();
            error = (except is null ? difference : difference.Filled(except, 0L)).max().item<double>();
        }
        comparisons.Add(new Comparison(quantity, double.IsFinite(error) ? error : double.PositiveInfinity, tolerance));
    }

    /// <summary>What was compared, and what was recorded and was not.</summary>
    /// <param name="unread">Recorded inputs that the encoder does not read.</param>
    public VariantReport Report(IEnumerable<string> unread) => new(variant.Case.Name, variant.Name, comparisons,
    [
        .. notRun,
        .. leftOut > Tolerances.LeftOutShare * trained
            ? [string.Create(CultureInfo.InvariantCulture, $"after10: {leftOut} of {trained} elements cannot be compared, because their first gradient is at most "
                + $"{Tolerances.SmallGradient:0e-0} of the largest in their tensor; at most {Tolerances.LeftOutShare:P0} may be left out")]
            : Array.Empty<string>(),
        .. open.Select(quantity => $"'{quantity}' was recorded, and nothing computes it"),
        .. unread.Select(input => $"'inputs0.{input}' was recorded, and the encoder does not read it"),
    ])
    {
        Meaningless = meaningless,
        Unknown = [.. variant.UnknownMembers],
        LeftOut = leftOut,
        Trained = trained,
    };

    private static double Largest(IReadOnlyList<double> recorded, IReadOnlyList<double> computed) => recorded.Count == computed.Count
        ? recorded.Zip(computed, (a, b) => double.IsFinite(b) ? Math.Abs(a - b) : double.PositiveInfinity).Max()
        : double.PositiveInfinity;
}
