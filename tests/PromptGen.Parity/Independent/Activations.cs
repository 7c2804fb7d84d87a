namespace PromptGen.Parity.Independent;

/// <summary>Activations by their definitions.</summary>
internal static class Activations
{
    public static double Relu(double x) => Math.Max(x, 0);

    public static double Silu(double x) => x / (1 + Math.Exp(-x));

    /// <summary>x·Φ(x) (Hendrycks and Gimpel 2016), by the error function itself.</summary>
    public static double Gelu(double x) => x * 0.5 * (1 + Erf(x / Math.Sqrt(2)));

    /// <summary>The same paper's approximation, which configurations call <c>gelu_new</c>.</summary>
    public static double GeluNew(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));

    /// <summary>2/√π · e^(−x²) · Σ 2ⁿx^(2n+1)/(1·3·…·(2n+1)): all terms have one sign, so nothing cancels.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 6) return Math.Sign(x); // 1 − erf(6) is below a double's last digit
        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > 1e-18; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
