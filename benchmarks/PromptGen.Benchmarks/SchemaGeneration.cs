using System.Diagnostics;
using PromptGen.Benchmarks.Measuring;
using PromptGen.Benchmarks.Models;

namespace PromptGen.Benchmarks;

/// <summary>What the generator takes of an editor's time.</summary>
internal sealed class SchemaGeneration : IMeasuredAlone
{
    // Tiered compilation has translated for the last time what an editor's process has run so often.
    private const int WarmUps = 60;

    private const string Alone = "the generator alone", WithDriver = "in Roslyn's driver";

    /// <inheritdoc/>
    public string Name => "generate";

    /// <inheritdoc/>
    public string Question => "All schemas by a driver that knows nothing yet, and edits in an open project. That no step runs anew after an edit of C#, and which encoders an edit of a schema writes anew, is checked in every run.";

    /// <inheritdoc/>
    public void Run(Session session)
    {
        var project = new SchemaProject();
        var inheriting = project.WrittenBy("bert.json", "\"default\": 0.1", "\"default\": 0.2");
        Contestant[] contestants =
        [
            new($"all {project.Count} schemas, a fresh driver", project.Generate, Goal.Milliseconds(100)),
            new("an edit of C#: every step cached", project.EditCode),
            new("the summary in deberta-v2.json", () => project.EditSchema("deberta-v2.json", "\"summary\": \"", "\"summary\": \"Edited: ", written: 1), Goal.Milliseconds(10)),
            new("the summary in bert.json, which others extend", () => project.EditSchema("bert.json", "\"summary\": \"", "\"summary\": \"Edited: ", written: 1), Goal.Milliseconds(10)),
            new($"a rate in bert.json, which changes {inheriting} encoders", () => project.EditSchema("bert.json", "\"default\": 0.1", "\"default\": 0.2", inheriting), Goal.Milliseconds(10)),
        ];
        for (var i = 0; i < (session.Quick ? 1 : WarmUps); i++)
            foreach (var contestant in contestants) contestant.Run();

        session.Compare("As in an editor that has been open for a while (the code is compiled for good):", contestants);

        var times = session.Quick ? 1 : session.Rounds;
        string[] subjects = [Alone, WithDriver];
        var firsts = OwnProcess.Measure(this, subjects, times, session);
        var table = new MarkdownTable("", "clock ms", "quartiles");
        foreach (var (subject, figures) in subjects.Zip(firsts)) table.Add(subject, Session.Number(figures[0].Median, "0"), figures[0].Spread("0"));
        session.Print($"All schemas as the first thing in a process, with the code yet to be compiled; {times} processes:", table);
    }

    /// <inheritdoc/>
    public IReadOnlyList<double> MeasureAlone(string subject, Session session)
    {
        var watch = Stopwatch.StartNew();
        if (subject == Alone) SchemaProject.GenerateWithoutDriver();
        else _ = new SchemaProject();
        return [watch.Elapsed.TotalMilliseconds];
    }
}
