using PromptGen.Cli.Tasks;
using PromptGen.Predictions;
using PromptGen.Reports;

namespace PromptGen.Cli.Training;

/// <summary>What a method reached on some examples.</summary>
/// <param name="Name">Its name, for readers.</param>
/// <param name="Scores">For each seed, one for each metric; of what has no seed, one.</param>
internal sealed record MethodScores(string Name, IReadOnlyList<IReadOnlyList<double>> Scores);

/// <summary>What the run of one seed said of each row.</summary>
internal sealed record SeedAnswers(int Seed, IReadOnlyList<Answer> Answers);

/// <summary>What a session reached on the examples that it reports, and what that is held against.</summary>
internal sealed class Outcome
{
    private readonly TaskData data;
    private readonly IReadOnlyList<SeedAnswers> answers;

    /// <param name="data">With examples to report.</param>
    /// <param name="method">What was trained.</param>
    /// <param name="answers">What came of it, for each seed.</param>
    /// <param name="yardsticks">What other methods reached.</param>
    public Outcome(TaskData data, Method method, IReadOnlyList<SeedAnswers> answers, IReadOnlyList<MethodScores> yardsticks)
    {
        (this.data, this.answers) = (data, answers);
        Own = new MethodScores(method.InWords(), [.. answers.Select(seed => Split.Scores(seed.Answers))]);
        Baselines = Split.Baselines();
        HeldAgainst = [.. yardsticks, .. Baselines];
    }

    /// <summary>The examples.</summary>
    public Split Split => data.Reported!;

    /// <summary>Their name.</summary>
    public string SplitName => IsTest ? "test" : "dev";

    /// <summary>What was trained.</summary>
    public MethodScores Own { get; }

    /// <summary>What is reached without a model.</summary>
    public IReadOnlyList<MethodScores> Baselines { get; }

    /// <summary>Yardsticks, then what answers without a model.</summary>
    public IReadOnlyList<MethodScores> HeldAgainst { get; }

    /// <summary>The test score of each seed; empty where what is reported is the dev examples.</summary>
    public IReadOnlyDictionary<int, double> TestScores => IsTest
        ? answers.Zip(Own.Scores).ToDictionary(seed => seed.First.Seed, seed => seed.Second[0])
        : new Dictionary<int, double>();

    /// <summary>What the run of a seed did on the test examples, in detail; null where there are none.</summary>
    public TestRecord? Test(int seed) => IsTest ? Split.Record(seed, answers.First(run => run.Seed == seed).Answers) : null;

    private bool IsTest => data.Reported == data.Test;
}
