using System.Globalization;
using PromptGen.Cli.Terminal;

namespace PromptGen.Cli.Training;

/// <summary>Says at the end of a training that something without a model did better, what the likely cause is, and what to try.</summary>
/// <param name="request">What was trained.</param>
internal sealed class BaselineAdvice(TrainRequest request)
{
    /// <summary>Prefixes and heads over a frozen encoder often need so high a rate; fine-tuning so low a one.</summary>
    private const double HighRate = 0.03, FineTuningRate = 5e-5;

    /// <param name="outcome">What was reached.</param>
    /// <param name="improving">Whether the last epoch was the best, or none was chosen.</param>
    /// <param name="console">Where it goes.</param>
    public void Print(Outcome outcome, bool improving, Screen console)
    {
        var metric = outcome.Split.Metrics[0];
        var own = outcome.Own.Scores.Average(scores => scores[0]);
        var better = outcome.Baselines.Select(baseline => (baseline.Name, Score: baseline.Scores[0][0])).Where(baseline => baseline.Score > own || (double.IsNaN(own) && double.IsFinite(baseline.Score)));
        if (!better.Any()) return;
        var (name, score) = better.MaxBy(baseline => baseline.Score);
        var (cause, options) = Cause(improving);
        console.WriteLine($"note        {name}, without a model, reaches {metric.Show(score)}, and {outcome.Own.Name} {metric.Show(own)}: {cause}");
        console.WriteLine("next        try:");
        options["--resume"] = null;
        if (request.Output is { } output) options["--output"] = [ShownPath.Of(Free(output))];
        console.WriteCommand($"  {request.Given.With(options)}");
    }

    private (string Cause, Dictionary<string, string[]?> Options) Cause(bool improving)
    {
        var (least, most) = (request.LearningRates.Min(), request.LearningRates.Max());
        if (request.Method == Method.FineTuning && least > FineTuningRate)
            return ($"a learning rate of {Number(least)} is likely too high for full fine-tuning", Rates(2e-5, FineTuningRate));
        if (request.Method != Method.FineTuning && most < HighRate)
            return ($"a learning rate of {Number(most)} is likely too low", Rates(most, 3 * most, 10 * most));
        return (improving ? "the training likely ended too early, for its last epoch was the best" : "the checkpoint likely does not suit these texts, or it needs more epochs",
            new() { ["--epochs"] = [(3L * request.Epochs).ToString(CultureInfo.InvariantCulture)] });
    }

    /// <summary>Several rates need dev examples that choose among them.</summary>
    private Dictionary<string, string[]?> Rates(params double[] rates) =>
        new() { ["--learning-rate"] = [.. (request.Dev is null ? rates[^1..] : rates).Select(Number)] };

    private static string Number(double rate) => rate.ToString("g3", CultureInfo.InvariantCulture);

    /// <summary>A folder beside another one that is not there yet.</summary>
    private static string Free(string output)
    {
        var name = Path.TrimEndingDirectorySeparator(output);
        return Enumerable.Range(2, 1000).Select(number => $"{name}-{number}").First(free => !Path.Exists(free) && !Path.Exists(RunFolder.PathOf(free)));
    }
}
