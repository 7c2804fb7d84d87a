using PromptGen.Backbones;
using PromptGen.Benchmarks.Measuring;
using PromptGen.Benchmarks.Models;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Training;
using static TorchSharp.torch;

namespace PromptGen.Benchmarks;

/// <summary>What memory training takes, and whether it stays at that.</summary>
internal sealed class TrainingMemory : IMeasuredAlone
{
    private const string LongRun = "many-steps";
    private const int Steps = 3;

    private static readonly TrainingMethod[] methods = [TrainingMethod.FineTuning, TrainingMethod.PromptTuning, TrainingMethod.HeadOnly];

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public string Question => "Resident memory of training, in processes of its own: P-Tuning v2 beside full fine-tuning, and over many steps of a trainer.";

    /// <inheritdoc/>
    public void Run(Session session)
    {
        if (!ResidentMemory.IsKnown)
        {
            session.Print("Only Linux tells how much memory is resident.", new MarkdownTable(""));
            return;
        }
        var times = session.Quick ? 1 : Math.Min(3, session.Rounds);
        foreach (var (name, size) in Sizes(session))
        {
            var figures = OwnProcess.Measure(this, [.. methods.Select(method => $"{name}/{method}")], times, session);
            var table = new MarkdownTable("", "peak MB", "quartiles", "ratio", "held between steps MB", "ratio");
            for (var i = 0; i < methods.Length; i++)
                table.Add(methods[i].Name(),
                    Session.Number(figures[i][0].Median, "0"), figures[i][0].Spread("0"), Session.Number(figures[i][0].Median / figures[0][0].Median, "0.00"),
                    Session.Number(figures[i][1].Median, "0"), Session.Number(figures[i][1].Median / figures[0][1].Median, "0.00"));
            session.Print($"{size}; {Steps} steps, {times} processes each in turns; above what a process holds after a step of a tiny model:", table);
        }

        var held = OwnProcess.Measure(this, [LongRun], times, session)[0];
        var run = new MarkdownTable("", "resident MB", "quartiles", "ratio");
        var (steps, small) = Long(session);
        for (var tenth = 0; tenth < held.Length; tenth++)
            run.Add($"steps {tenth * steps / 10 + 1} to {(tenth + 1) * steps / 10}",
                Session.Number(held[tenth].Median, "0.0"), held[tenth].Spread("0.0"), Session.Number(held[tenth].Median / held[0].Median, "0.00"));
        session.Print($"P-Tuning v2 by `Trainer.Fit`, {steps} steps, batches of RTE's lengths; {small}; median over the steps, {times} processes:", run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<double> MeasureAlone(string subject, Session session)
    {
        // Libraries, compiled code and libtorch's own tables are there from here on.
        using (var tiny = new TrainingStep<BertEncoder>(TrainingMethod.FineTuning, StepSize.Tiny.Bert(session.Seed), StepSize.Tiny, session.Seed)) tiny.Run();
        if (subject == LongRun) return ManySteps(session);

        var (size, method) = Sizes(session).SelectMany(one => methods.Select(method => (Subject: $"{one.Name}/{method}", one.Size, Method: method)))
            .Where(one => one.Subject == subject).Select(one => (one.Size, one.Method)).Single();
        var rest = ResidentMemory.Settle();
        using var step = new TrainingStep<BertEncoder>(method, size.Bert(session.Seed), size, session.Seed);
        for (var i = 0; i < Steps; i++) step.Run();
        var peak = ResidentMemory.Peak;
        return [peak - rest, ResidentMemory.Settle() - rest];
    }

    private static (string Name, StepSize Size)[] Sizes(Session session) => session.Quick
        ? [("tiny", StepSize.Tiny)]
        : [("MiniLM", StepSize.MiniLm), ("base", StepSize.BertBase)];

    private static (int Steps, StepSize Size) Long(Session session) => session.Quick
        ? (20, StepSize.Tiny with { Tokens = 128 })
        : (1000, new StepSize { Layers = 4, Hidden = 256, Heads = 4, Inner = 1024, Rows = 4, Tokens = 128 });

    private static double[] ManySteps(Session session)
    {
        const int epochs = 4;
        var (steps, size) = Long(session);
        using var generator = new Generator((ulong)session.Seed);
        using var backbone = size.Bert(session.Seed);
        using var prefix = new Prefix<BertEncoder>(backbone, new PrefixOptions { Length = size.PrefixLength }, generator);
        using var head = new TokenClassificationHead<BertEncoder>(backbone, RandomBatch.Labels, generator: generator);
        var resident = new List<double>();
        Trainer.Fit(backbone.Prompt(prefix, head), new RteData(size, steps / epochs, session.Seed),
            new TrainingOptions { Epochs = epochs, Seed = session.Seed }, progress: new EveryStep(resident));
        return [.. resident.Chunk(steps / 10).Select(tenth => Quantiles.Of(tenth).Median)];
    }

    private sealed class EveryStep(List<double> resident) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (!value.EpochEnds) resident.Add(ResidentMemory.Now);
        }
    }
}
