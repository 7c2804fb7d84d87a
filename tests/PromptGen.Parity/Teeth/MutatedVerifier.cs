using System.Collections;
using System.Reflection;
using System.Runtime.Loader;
using PromptGen.Encoders;
using PromptGen.Verification;

namespace PromptGen.Parity.Teeth;

/// <summary>The verifier of a product compiled here, beside the product's own; TorchSharp is the same for both.</summary>
internal sealed class MutatedVerifier : IDisposable
{
    private readonly AssemblyLoadContext context = new("mutated", isCollectible: true);
    private readonly Assembly assembly;

    /// <param name="product">From <see cref="ProductSource"/>.</param>
    public MutatedVerifier(byte[] product) => assembly = context.LoadFromStream(new MemoryStream(product));

    /// <summary>Runs cases, in the terms of the product's own reports.</summary>
    /// <param name="error">The error that is made meanwhile.</param>
    /// <param name="folders">Cases, or folders of them.</param>
    public IReadOnlyList<VariantReport> Run(int error, params IEnumerable<string> folders)
    {
        ActiveError.Set(assembly, error);
        var registry = Activator.CreateInstance(assembly.GetType(typeof(EncoderRegistry).FullName!, throwOnError: true)!, [new[] { assembly }])!;
        var verifier = Activator.CreateInstance(assembly.GetType(typeof(Verifier).FullName!, throwOnError: true)!, registry)!;
        var run = verifier.GetType().GetMethod(nameof(Verifier.Run))!;
        return [.. from folder in folders from object report in (IEnumerable)run.Invoke(verifier, [folder])! select Translated(report)];
    }

    public void Dispose() => context.Unload();

    private static VariantReport Translated(dynamic report)
    {
        var comparisons = new List<Comparison>();
        foreach (var comparison in report.Comparisons) comparisons.Add(new Comparison(comparison.Quantity, comparison.Error, comparison.Tolerance));
        return new VariantReport((string)report.Case, (string)report.Variant, comparisons, (IReadOnlyList<string>)report.NotRun);
    }
}
