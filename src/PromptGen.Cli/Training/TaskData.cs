using System.Globalization;
using PromptGen.Tasks;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;
using Spectre.Console;

namespace PromptGen.Cli.Training;

/// <summary>The examples of one <c>promptgen train</c>, read and tokenized, and what has to be said of them.</summary>
internal sealed record TaskData(
    LabelSet Labels, IMetric<int> Metric, TokenizedExamples Train, TokenizedExamples? Dev, TokenizedExamples? Test, MajorityBaseline Majority, int MaxTokens)
{
    /// <summary>The seed that draws a training subset, whatever the seeds of the runs, so that all runs see the same examples.</summary>
    private const int SubsetSeed = 0;

    private readonly List<string> notices = [];

    /// <exception cref="DataException">A file is damaged, or an example's label is not one of the task's.</exception>
    public static TaskData Read(TrainRequest request, TextTokenizer tokenizer)
    {
        var train = Read(request.Train, request);
        var dev = request.Dev is null ? null : Read(request.Dev, request);
        var test = request.Test is null ? null : Read(request.Test, request);
        if (request.Subset > train.Count)
            throw new UserException($"--subset {request.Subset}: {request.Train} has only {train.Count} examples.");
        IReadOnlyList<TextExample> chosen = request.Subset is { } count ? Subset.Of(train, count, SubsetSeed) : train;
        var labels = (request.Labels ?? train.DeclaredLabels) is { } names ? new LabelSet(names) : LabelSet.From(train);
        var metric = RowMetrics.ForLabels(request.Metric, labels.Count);

        var maxTokens = Math.Min(request.MaxTokens, tokenizer.MaximumLength ?? int.MaxValue);
        TokenizedExamples? Evaluated(TextExamples? examples, bool unlabeled = false) => examples is null
            ? null
            : TokenizedExamples.From(examples, tokenizer, unlabeled ? null : labels, maxTokens, request.UnseenLabels);
        var tokenized = TokenizedExamples.From(chosen, tokenizer, labels, maxTokens);
        var data = new TaskData(
            labels, metric, tokenized, Evaluated(dev), Evaluated(test, unlabeled: test?.IsUnlabeled ?? false),
            MajorityBaseline.Of(tokenized.Labels!), maxTokens);
        foreach (var label in Enumerable.Range(0, labels.Count).Except(tokenized.Labels!))
            data.notices.Add($"no training example{(request.Subset is null ? "" : " that was drawn")} has the label '{labels.Names[label]}'; it cannot be learned");
        foreach (var (name, examples) in new[] { ("dev", data.Dev), ("test", data.Test) })
            if (examples?.Labels?.Count(label => label >= labels.Count) is > 0 and var wrong)
                data.notices.Add($"{wrong} of {examples.Count} {name} examples have labels that training does not have, and count as wrong");
        if (test is { IsUnlabeled: true })
            data.notices.Add($"{request.Test} has no labels: what is reported is {(dev is null ? "nothing, for there is no --dev" : "the dev examples, which also choose")}");
        data.notices.AddRange(new[] { train, dev, test }.Select(examples => examples?.Notice).OfType<string>());
        return data;
    }

    private static TextExamples Read(string path, TrainRequest request) =>
        TextExamples.Read(path, request.Reading) is { Count: > 0 } examples ? examples : throw new UserException($"{path}: holds no examples.");

    public void Print(IAnsiConsole console)
    {
        foreach (var notice in notices) console.WriteLine($"note        {notice}");
        foreach (var (name, examples) in new[] { ("train", Train), ("dev", Dev), ("test", Test) })
        {
            if (examples is null) continue;
            var cut = examples.TruncatedCount;
            console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-11} {examples.Count} examples, {examples.Lengths.DefaultIfEmpty(0).Average():0.0} tokens on average")
                + (cut == 0 ? "" : $"; {cut} cut to {MaxTokens} tokens"));
        }
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"labels      {string.Join(", ", Labels.Names)}; majority '{Labels.Names[Majority.Label]}' {100 * Majority.Share:0.0} % of training"));
    }
}
