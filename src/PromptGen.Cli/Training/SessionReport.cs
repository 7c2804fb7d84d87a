using System.Globalization;
using PromptGen.Cli.Tasks;
using PromptGen.Cli.Terminal;
using PromptGen.Encoders;
using PromptGen.Tasks.Metrics;
using Spectre.Console;

namespace PromptGen.Cli.Training;

/// <summary>What a person reads of a session while it goes on.</summary>
internal sealed class SessionReport(IAnsiConsole console, IMetric metric)
{
    public void Encoder<TEncoder>(Frozen<TEncoder> frozen) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        console.WriteLine($"encoder     {TEncoder.Description.Architecture}, {frozen.ParameterCount:N0} parameters, frozen; SHA-256 {Short(frozen.Fingerprint())}");
        foreach (var (module, meaning) in frozen.Report!.Missing) console.WriteLine($"missing     {module}: {meaning}");
    }

    public void Run<TEncoder>(TrainedRun<TEncoder> run) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var (result, model) = (run.Result, run.Model);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"trained     seed {run.Options.Seed}, rate {run.Options.LearningRate.Peak:g3}: {model.TrainableCount:N0} parameters, {result.Steps} steps in {result.Elapsed.TotalSeconds:0} s")
            + (run.DevScore is { } score ? $"; best dev {metric.Name} {metric.Show(score)} in epoch {result.BestEpoch}" : "; the last epoch is kept")
            + (result.StoppedEarly ? $"; ended after epoch {result.Epochs.Count}, as no better dev score came" : "")
            + (result.Interrupted ? "; INTERRUPTED" : ""));
        if (model.Backbone is Frozen<TEncoder>) console.WriteLine($"frozen      SHA-256 {Short(result.FingerprintBefore)} before, {Short(result.FingerprintAfter)} after: "
            + (result.FingerprintBefore == result.FingerprintAfter ? "unchanged" : "CHANGED"));
    }

    /// <param name="name">Of the split.</param>
    /// <param name="split">Its examples.</param>
    /// <param name="scores">For each seed, one for each metric.</param>
    public void Scores(string name, Split split, IReadOnlyList<IReadOnlyList<double>> scores)
    {
        for (var i = 0; i < split.Metrics.Count; i++)
        {
            var (measured, index) = (split.Metrics[i], i);
            console.WriteLine($"{name,-11} {measured.Name} {measured.Show([.. scores.Select(ofSeed => ofSeed[index])])}{(scores.Count > 1 ? $" over {scores.Count} seeds" : "")}{measured.Show(split.Baselines(i))}");
        }
    }

    /// <summary>Enough of a hash to compare by eye; the adapter stores it whole.</summary>
    private static string Short(string fingerprint) => $"{fingerprint[..12]}...";
}
