using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tensors;

/// <summary>
/// Arithmetic with numbers that outlive the call. TorchSharp makes a native object of every number it is given, and one of its own for the factor
/// of <c>x + y</c>; nothing keeps them alive while native code reads them, so a garbage collection that another thread sets off at that moment frees
/// them: the result is an error of libtorch, or wrong. In PromptGen's projects <c>BannedSymbols.txt</c> makes an error of what is unsafe.
/// </summary>
public static class TensorArithmetic
{
    // A whole number, which is a factor for tensors of whole numbers too.
    private static readonly Scalar One = 1L.ToScalar();
    private static readonly Scalar Zero = 0L.ToScalar();

    /// <summary>x + y</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One that broadcasts with it.</param>
    public static Tensor Plus(this Tensor x, Tensor y) => x.add(y, One);

    /// <summary>x + number</summary>
    /// <param name="x">Any shape; where the number is no whole one, of fractions.</param>
    /// <param name="number">Added to each.</param>
    public static Tensor Plus(this Tensor x, long number) => With(number.ToScalar(), held => x.add(held, One));

    /// <inheritdoc cref="Plus(Tensor, long)"/>
    public static Tensor Plus(this Tensor x, double number) => With(number.ToScalar(), held => x.add(held, One));

    /// <summary>Adds to a tensor in place.</summary>
    /// <param name="sum">Changed.</param>
    /// <param name="term">One that broadcasts to its shape.</param>
    /// <returns>The sum.</returns>
    public static Tensor Accumulate(this Tensor sum, Tensor term) => sum.add_(term, One);

    /// <summary>Adds a number to a tensor in place.</summary>
    /// <param name="sum">Changed.</param>
    /// <param name="held">Held by the caller, who adds it to many.</param>
    /// <returns>The sum.</returns>
    internal static Tensor Accumulate(this Tensor sum, Scalar held) => sum.add_(held, One);

    /// <summary>x · number</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="number">Multiplies each.</param>
    public static Tensor Times(this Tensor x, double number) => With(number.ToScalar(), held => x.mul(held));

    /// <summary>x / number</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="number">Divides each.</param>
    public static Tensor Over(this Tensor x, double number) => With(number.ToScalar(), held => x.div(held));

    /// <summary>x ^ number</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="number">The exponent.</param>
    public static Tensor Power(this Tensor x, double number) => With(number.ToScalar(), held => x.pow(held));

    /// <summary>Where x is the number.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="number">Compared with each.</param>
    /// <returns>Booleans of x's shape.</returns>
    public static Tensor Is(this Tensor x, long number) => With(number.ToScalar(), held => x.eq(held));

    /// <summary>Where x is not the number.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="number">Compared with each.</param>
    /// <returns>Booleans of x's shape.</returns>
    public static Tensor IsNot(this Tensor x, long number) => With(number.ToScalar(), held => x.ne(held));

    /// <summary>max(x, number)</summary>
    /// <param name="x">Whole numbers.</param>
    /// <param name="number">The least to come out.</param>
    public static Tensor AtLeast(this Tensor x, long number) => With(number.ToScalar(), held => x.clamp_min(held));

    /// <summary>min(x, number)</summary>
    /// <param name="x">Whole numbers.</param>
    /// <param name="number">The most to come out.</param>
    public static Tensor AtMost(this Tensor x, long number) => With(number.ToScalar(), held => x.clamp_max(held));

    /// <summary>x, and a number where a condition holds.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="where">Booleans that broadcast to its shape.</param>
    /// <param name="number">What stands there instead.</param>
    public static Tensor Filled(this Tensor x, Tensor where, long number) => With(number.ToScalar(), held => x.masked_fill(where, held));

    /// <inheritdoc cref="Filled(Tensor, Tensor, long)"/>
    public static Tensor Filled(this Tensor x, Tensor where, double number) => With(number.ToScalar(), held => x.masked_fill(where, held));

    /// <summary>0, 1, …</summary>
    /// <param name="count">How many.</param>
    /// <param name="device">Where they lie.</param>
    /// <returns>[count], whole numbers</returns>
    public static Tensor UpTo(long count, Device device) => With(count.ToScalar(), held => arange(Zero, held, One, ScalarType.Int64, device));

    /// <summary>One whole number over and over.</summary>
    /// <param name="number">The number.</param>
    /// <param name="count">How many.</param>
    /// <param name="device">Where they lie.</param>
    /// <returns>[count]</returns>
    public static Tensor Repeated(long number, long count, Device device) => With(number.ToScalar(), held => full([count], held, ScalarType.Int64, device));

    private static Tensor With(Scalar held, Func<Scalar, Tensor> compute)
    {
        using (held) return compute(held);
    }
}
