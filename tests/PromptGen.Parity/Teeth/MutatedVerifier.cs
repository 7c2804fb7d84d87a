using System.Collections;
using System.Reflection;
using System.Runtime.Loader;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Verification;

namespace PromptGen.Parity.Teeth;

/// <summary>The verifier of a product compiled here, beside the product's own; TorchSharp is the same for both.</summary>
internal sealed class MutatedVerifier : IDisposable
{
    private readonly AssemblyLoadContext context = new("mutated", isCollectible: true);
    private readonly Assembly assembly;
    private readonly IReadOnlyList<string> cases;

    /// <param name="substitutions">The errors.</param>
    /// <param name="folders">The cases to run: folders, or folders of them.</param>
    public MutatedVerifier(IEnumerable<Substitution> substitutions, params IEnumerable<string> folders)
    {
        cases = [.. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "config.json", SearchOption.AllDirectories)).Select(file => Path.GetDirectoryName(file)!)];
        var encoders = new EncoderRegistry(typeof(BertEncoder).Assembly);
        using var compiled = ProductSource.Compile(
            substitutions, cases.Select(folder => $"{encoders.Find(CheckpointFolder.ReadConfig(folder))!.Architecture}Encoder").Distinct());
        assembly = context.LoadFromStream(compiled);
    }

    /// <summary>Runs the cases, in the terms of the product's own reports.</summary>
    public IReadOnlyList<VariantReport> Run()
    {
        var registry = Activator.CreateInstance(assembly.GetType(typeof(EncoderRegistry).FullName!, throwOnError: true)!, [new[] { assembly }])!;
        var verifier = Activator.CreateInstance(assembly.GetType(typeof(Verifier).FullName!, throwOnError: true)!, registry)!;
        var run = verifier.GetType().GetMethod(nameof(Verifier.Run))!;
        return [.. from folder in cases from object report in (IEnumerable)run.Invoke(verifier, [folder])! select Translated(report)];
    }

    public void Dispose() => context.Unload();

    private static VariantReport Translated(dynamic report)
    {
        var comparisons = new List<Comparison>();
        foreach (var comparison in report.Comparisons) comparisons.Add(new Comparison(comparison.Quantity, comparison.Error, comparison.Tolerance));
        return new VariantReport((string)report.Case, (string)report.Variant, comparisons, (IReadOnlyList<string>)report.NotRun);
    }
}
