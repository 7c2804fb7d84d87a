using PromptGen.Cli.Terminal;
using System.CommandLine;
using System.Globalization;
using PromptGen.Encoders;
using PromptGen.Verification;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen verify</c></summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder")
        {
            Description = "A case (config.json, model.safetensors, io.safetensors, meta.json), or a folder with cases below it.",
        };
        var encoders = new EncoderOptions();
        var command = new Command("verify", """
            Compares encoders, prefixes, heads and optimizer with recorded numbers, and prints the largest error of each quantity.
            The model type in a case's config.json chooses the encoder; a case of which none that is given answers is said.

            Example:
              promptgen verify tests/PromptGen.Parity/Fixtures/bert_seq_cls
            """)
        {
            folder,
        };
        encoders.AddTo(command);
        command.SetAction(result => Run(result.GetRequiredValue(folder), encoders.Registries(result), result.Streams().Results));
        return command;
    }

    private static int Run(DirectoryInfo folder, (EncoderRegistry All, EncoderRegistry Own) encoders, Screen console)
    {
        if (!folder.Exists) throw new UserException($"{folder.FullName}: is not a folder.");
        var reports = new List<VariantReport>();
        foreach (var report in new Verifier(encoders.All).Run(folder.FullName))
        {
            reports.Add(report);
            Print(report, console);
            if (encoders.Own.Encoders.Count > 0 && report.ModelType is { } type && !encoders.Own.ModelTypes.Contains(type)) console.WriteLine(Note(type, encoders));
        }
        if (reports.Count == 0) throw new UserException($"{folder.FullName}: holds no case, that is, no folder with meta.json and io.safetensors.");

        var notRun = reports.Count(r => r.NotRun.Count > 0);
        var outside = reports.Count(r => r.Comparisons.Any(c => !c.Holds));
        if (reports.Sum(r => r.Unknown.Count) is > 0 and var unknown)
            console.WriteLine($"{unknown} unknown {(unknown == 1 ? "member" : "members")} of meta.json: {string.Join(", ", reports.SelectMany(r => r.Unknown).Distinct().Take(8).Select(name => $"'{name}'"))}");
        console.WriteLine($"{reports.Count} variants: {reports.Count(r => r.Holds)} within the tolerances, {outside} beyond them, {notRun} not or not wholly run.");
        return reports.All(r => r.Holds) ? ExitCode.Success : ExitCode.Different;
    }

    private static string Note(string modelType, (EncoderRegistry All, EncoderRegistry Own) encoders) =>
        $"  note: what was given answers to {string.Join(", ", encoders.Own.ModelTypes.Select(type => $"'{type}'"))}, and the case is of the model type '{modelType}'"
        + (encoders.All.ModelTypes.Contains(modelType) ? ", so PromptGen's own encoder was compared" : "");

    private static void Print(VariantReport report, Screen console)
    {
        console.WriteLine($"{report.Case}{(report.Variant.Length > 0 ? " / " : "")}{report.Variant}: {(report.Holds ? "within the tolerances" : report.Comparisons.Any(c => !c.Holds) ? "DIFFERS" : "NOT RUN")}");
        foreach (var comparison in Summarized(report.Comparisons))
            console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {comparison.Quantity,-48} {comparison.Error,9:0.0e+00} of {comparison.Tolerance:0e+00}{(comparison.Holds ? "" : "  <-- beyond")}"));
        foreach (var reason in report.Meaningless) console.WriteLine($"  not compared: {reason}");
        if (report.LeftOut > 0)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  left out after ten steps: {report.LeftOut:N0} of {report.Trained:N0} elements, whose first gradient is almost zero"));
        foreach (var reason in report.NotRun) console.WriteLine($"  not run: {reason}");
    }

    /// <summary>Gradients and trained parameters by the worst of them, unless one is beyond its tolerance; all else one by one.</summary>
    private static IEnumerable<Comparison> Summarized(IReadOnlyList<Comparison> comparisons)
    {
        foreach (var group in comparisons.GroupBy(c => c.Quantity.Split('.')[0] is var kind and ("grad" or "after10") ? kind : c.Quantity))
        {
            var all = group.ToList();
            var worst = all.MaxBy(c => c.Error)!;
            if (all.Count == 1 || all.All(c => c.Holds)) yield return all.Count == 1 ? worst : worst with { Quantity = $"{group.Key} ({all.Count} tensors), worst {worst.Quantity[(group.Key.Length + 1)..]}" };
            else foreach (var comparison in all.Where(c => !c.Holds)) yield return comparison;
        }
    }
}
