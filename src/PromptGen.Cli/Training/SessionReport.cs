using System.Globalization;
using PromptGen.Cli.Terminal;
using PromptGen.Encoders;
using PromptGen.Reports;
using PromptGen.Reports.Markup;
using PromptGen.Reports.Pages;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Cli.Training;

/// <summary>What a person reads of a session: what happens while it goes on, and the summary at its end.</summary>
internal sealed class SessionReport(Screen console, IMetric metric)
{
    public void Encoder<TEncoder>(Frozen<TEncoder> frozen) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        console.WriteLine($"encoder     {TEncoder.Description.Architecture}, {frozen.ParameterCount:N0} parameters, frozen; SHA-256 {Short(frozen.Fingerprint())}");
        foreach (var (module, meaning) in frozen.Report!.Missing) console.WriteLine($"missing     {module}: {meaning}");
    }

    /// <summary>Another method begins.</summary>
    public void Yardstick(Method method)
    {
        console.WriteLine();
        console.WriteLine($"yardstick   {method.InWords()}");
    }

    public void Run<TEncoder>(TrainedRun<TEncoder> run) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var (result, model) = (run.Result, run.Model);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"trained     seed {run.Options.Seed}, rate {run.Options.LearningRate.Peak:g3}: {model.TrainableCount:N0} parameters, {result.Steps} steps in {result.Elapsed.TotalSeconds:0} s")
            + (run.DevScore is { } score ? $"; best dev {metric.Name} {metric.Show(score)} in epoch {result.BestEpoch}" : "; the last epoch is kept")
            + (result.StoppedEarly ? $"; ended after epoch {result.Epochs.Count}, as no better dev score came" : "")
            + (result.Interrupted ? "; INTERRUPTED" : ""));
    }

    /// <summary>All that a session came to.</summary>
    /// <param name="outcome">What it reached; null: there are no examples to measure on, or it was interrupted.</param>
    /// <param name="record">What it was.</param>
    /// <param name="page">The report; null: none was written.</param>
    public void Summary(Outcome? outcome, RunRecord record, string? page)
    {
        console.WriteLine();
        if (outcome is not null) Scores(outcome);
        if (TrainedCount.Of(record) is { } count) console.WriteLine($"parameters  {Format.Count(count.Trained)} of {Format.Count(count.All)} trained, {Format.Share(count.Share)}");
        if (record.Parts.Any(part => !part.Trained) && record.Encoder is { } encoder)
            console.WriteLine($"frozen      SHA-256 {Short(encoder.Before)} before, {Short(encoder.After)} after: {(encoder.Before == encoder.After ? "unchanged" : "CHANGED")}");
        if (record.Adapter is { } adapter)
            console.WriteLine($"adapter     {ShownPath.Of(adapter.Folder)} ({Format.Bytes(adapter.Bytes)}){(record.Trials.Select(trial => trial.Seed).Distinct().Count() > 1 ? $", of seed {adapter.Seed}" : "")}");
        if (page is not null) console.WriteLine($"report      {ShownPath.Of(page)}");
        console.WriteLine($"time        {Format.Duration(record.Seconds)}");
    }

    /// <summary>A line for what was trained and for each that it is held against, a column for each metric.</summary>
    private void Scores(Outcome outcome)
    {
        var metrics = outcome.Split.Metrics;
        var rows = outcome.HeldAgainst.Prepend(outcome.Own)
            .Select(method => (string[])[method.Name, .. metrics.Select((column, i) => column.Show([.. method.Scores.Select(ofSeed => ofSeed[i])]))])
            .Prepend([$"{outcome.Split.Count} examples{(outcome.Own.Scores.Count > 1 ? $", {outcome.Own.Scores.Count} seeds" : "")}", .. metrics.Select(column => column.Name)]).ToList();
        var widths = Enumerable.Range(0, metrics.Count + 1).Select(column => rows.Max(row => row[column].Length)).ToList();
        foreach (var (i, row) in rows.Index())
            console.WriteLine($"{(i == 0 ? outcome.SplitName : ""),-11} {row[0].PadRight(widths[0])}{string.Concat(row.Skip(1).Select((cell, column) => "  " + cell.PadLeft(widths[column + 1])))}");
    }

    /// <summary>Enough of a hash to compare by eye; the adapter stores it whole.</summary>
    private static string Short(string fingerprint) => $"{fingerprint[..12]}...";
}
