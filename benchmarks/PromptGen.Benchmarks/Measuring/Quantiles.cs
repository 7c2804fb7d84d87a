using System.Globalization;

namespace PromptGen.Benchmarks.Measuring;

/// <summary>The middle of several measurements and how far they spread.</summary>
/// <param name="Lower">A quarter is below.</param>
/// <param name="Median">Half is below.</param>
/// <param name="Upper">A quarter is above.</param>
internal sealed record Quantiles(double Lower, double Median, double Upper)
{
    /// <summary>Of some values, at least one.</summary>
    public static Quantiles Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new Quantiles(At(0.25), At(0.5), At(0.75));

        double At(double share)
        {
            var place = share * (sorted.Length - 1);
            var below = (int)place;
            return below + 1 < sorted.Length ? double.Lerp(sorted[below], sorted[below + 1], place - below) : sorted[below];
        }
    }

    /// <summary>The spread.</summary>
    /// <param name="format">Of a number.</param>
    public string Spread(string format) => $"{Lower.ToString(format, CultureInfo.InvariantCulture)}–{Upper.ToString(format, CultureInfo.InvariantCulture)}";
}
