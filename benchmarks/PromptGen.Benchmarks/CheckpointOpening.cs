using System.Diagnostics;
using PromptGen.Backbones;
using PromptGen.Benchmarks.Measuring;
using PromptGen.Benchmarks.Models;
using PromptGen.Checkpoints;
using static TorchSharp.torch;

namespace PromptGen.Benchmarks;

/// <summary>What opening a checkpoint takes.</summary>
internal sealed class CheckpointOpening : IMeasuredAlone
{
    private static readonly Goal goal = Goal.Milliseconds(10);

    /// <inheritdoc/>
    public string Name => "open";

    /// <inheritdoc/>
    public string Question => "Opening a checkpoint of a gibibyte: mapped, as PromptGen does it, beside copied into memory. The file was just written, so the system has it in memory.";

    /// <inheritdoc/>
    public void Run(Session session)
    {
        using var folder = new BertFolder(Size(session), session.Seed);
        session.Compare($"model.safetensors of {Session.Number(folder.Gibibytes, "0.00")} GiB:",
        [
            new Contestant("safetensors, each tensor copied", () => Read(folder, copy: true)),
            new Contestant("safetensors, each tensor a view", () => Read(folder, copy: false), goal),
            new Contestant("`BertEncoder.Open`, the same in modules", () => BertEncoder.Open(folder.Path).Dispose(), goal),
        ]);
        if (!ResidentMemory.IsKnown) return;

        var times = session.Quick ? 1 : Math.Min(3, session.Rounds);
        var figures = OwnProcess.Measure(this, [folder.Path], times, session)[0];
        var table = new MarkdownTable("", "clock ms", "quartiles", "resident MB", "resident MB per GiB");
        table.Add("`BertEncoder.Open`, the first", Session.Number(figures[0].Median, "0.0"), figures[0].Spread("0.0"),
            Session.Number(figures[1].Median, "0.0"), Session.Number(figures[1].Median / folder.Gibibytes, "0.0"));
        table.Add("the second, while the first is open", Session.Number(figures[2].Median, "0.0"), figures[2].Spread("0.0"),
            Session.Number(figures[3].Median, "0.0"), Session.Number(figures[3].Median / folder.Gibibytes, "0.0"));
        session.Print($"The first in a process, with libtorch loaded and PromptGen's code not yet compiled; {times} processes:", table);
    }

    /// <inheritdoc/>
    public IReadOnlyList<double> MeasureAlone(string subject, Session session)
    {
        ones(1).Dispose(); // loads libtorch
        var rest = ResidentMemory.Settle();
        var watch = Stopwatch.StartNew();
        using var first = BertEncoder.Open(subject);
        var firstTime = watch.Elapsed.TotalMilliseconds;
        var opened = ResidentMemory.Now;
        watch.Restart();
        using var second = BertEncoder.Open(subject);
        return [firstTime, opened - rest, watch.Elapsed.TotalMilliseconds, ResidentMemory.Now - opened];
    }

    /// <summary>bert-large with fewer layers, so that a gibibyte is filled.</summary>
    private static StepSize Size(Session session) => session.Quick
        ? StepSize.Tiny
        : new StepSize { Words = 30522, Layers = 19, Hidden = 1024, Heads = 16, Inner = 4096 };

    private static void Read(BertFolder folder, bool copy)
    {
        using var scope = NewDisposeScope();
        using var file = SafeTensorsFile.Open(folder.Weights);
        foreach (var tensor in file.Tensors)
        {
            var read = file.Read(tensor.Name);
            if (copy) read.clone();
        }
    }
}
