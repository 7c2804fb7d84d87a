using System.Globalization;

namespace PromptGen.Reports;

/// <summary>What a record says twice must agree, and what points somewhere must find it; a report then need not ask.</summary>
internal static class RunRecordChecks
{
    /// <summary>Ten thousand years: longer than any run, and what a report can write as days and hours.</summary>
    private const double MostSeconds = 10_000 * 365.25 * 24 * 3600;

    /// <summary>Each place where that is not so, with what would be right.</summary>
    public static IEnumerable<string> Problems(RunRecord record) =>
    [
        .. Seconds("seconds", record.Seconds),
        .. record.Data.Where(data => data.Examples < 0).Select(data => $"data: '{data.Path}' has {data.Examples} examples; expected 0 or more"),
        .. record.Baselines.Where(baseline => baseline.Scores.Count == 0).Select(baseline => $"baselines: '{baseline.Name}' has no score; expected at least one"),
        .. record.Parts.Where(part => part.Parameters < 0).Select(part => $"parts: '{part.Name}' has {part.Parameters} parameters; expected 0 or more"),
        .. record.Outline is { } outline ? Of(outline, "outline") : [],
        .. record.Trials.SelectMany((trial, i) => Of(trial).Select(problem => $"trials[{i}].{problem}")),
        .. record.Trials.Where(trial => trial.Chosen).CountBy(trial => trial.Seed).Where(seed => seed.Value > 1)
            .Select(seed => $"trials: {seed.Value} of seed {seed.Key} are chosen; expected at most one"),
        .. record.Test is { } test ? Of(test, record).Select(problem => $"test.{problem}") : [],
    ];

    private static IEnumerable<string> Of(EncoderPart part, string place)
    {
        if (part.Count < 1) yield return $"{place}: '{part.Name}' is there {part.Count} times; expected 1 or more";
        if (part.Parameters < 0) yield return $"{place}: '{part.Name}' has {part.Parameters} parameters; expected 0 or more";
        foreach (var problem in part.Parts.SelectMany((inner, i) => Of(inner, $"{place}.parts[{i}]"))) yield return problem;
    }

    private static IEnumerable<string> Of(Trial trial)
    {
        for (var i = 0; i < trial.Epochs.Count; i++)
            if (trial.Epochs[i].Epoch != i + 1) yield return $"epochs[{i}].epoch is {trial.Epochs[i].Epoch}; expected {i + 1}, as epochs are listed from the first on";
        foreach (var problem in Seconds("seconds", trial.Seconds)) yield return problem;
        for (var i = 0; i < trial.Epochs.Count; i++)
            foreach (var problem in Seconds($"epochs[{i}].seconds", trial.Epochs[i].Seconds ?? 0)) yield return problem;
        if (trial.ChosenEpoch is { } chosen && (chosen < 1 || chosen > trial.Epochs.Count))
            yield return $"chosenEpoch is {chosen}; expected one of the {trial.Epochs.Count} epochs";
    }

    private static IEnumerable<string> Of(TestRecord test, RunRecord record)
    {
        if (!record.Trials.Any(trial => trial.Chosen && trial.Seed == test.Seed)) yield return $"seed is {test.Seed}; expected that of a chosen trial";
        if (test.Confusion is { } confusion)
        {
            if (confusion.Counts.Count != confusion.Labels.Count)
                yield return $"confusion.counts has {confusion.Counts.Count} rows; expected one for each of the {confusion.Labels.Count} labels";
            for (var i = 0; i < confusion.Counts.Count; i++)
            {
                if (confusion.Counts[i].Count != confusion.Labels.Count)
                    yield return $"confusion.counts[{i}] has {confusion.Counts[i].Count} numbers; expected one for each of the {confusion.Labels.Count} labels";
                if (confusion.Counts[i].Any(count => count < 0)) yield return $"confusion.counts[{i}] has a number below 0; expected counts";
            }
        }
        foreach (var type in test.Entities.Where(type => type.Correct < 0 || type.Correct > Math.Min(type.Answered, type.Existing)))
            yield return $"entities: of '{type.Type}' {type.Correct} are right, of {type.Answered} answered and {type.Existing} existing; expected no more than either";
        for (var i = 0; i < test.Errors.Count; i++)
            foreach (var problem in Spans("trueSpans", test.Errors[i].TrueSpans, test.Errors[i].Text).Concat(Spans("answeredSpans", test.Errors[i].AnsweredSpans, test.Errors[i].Text)))
                yield return $"errors[{i}].{problem}";
    }

    private static IEnumerable<string> Seconds(string place, double seconds)
    {
        if (!(seconds is >= 0 and <= MostSeconds))
            yield return string.Create(CultureInfo.InvariantCulture, $"{place} is {seconds:g6}; expected a number of seconds, from 0 to {MostSeconds:g6}");
    }

    private static IEnumerable<string> Spans(string name, IReadOnlyList<MarkedSpan> spans, string text)
    {
        var end = 0;
        for (var i = 0; i < spans.Count; end = spans[i].End, i++)
            if (spans[i].Start < end || spans[i].End <= spans[i].Start || spans[i].End > text.Length)
                yield return $"{name}[{i}] goes from {spans[i].Start} to {spans[i].End}; expected a part of the text's {text.Length} characters, after the span before it";
    }
}
