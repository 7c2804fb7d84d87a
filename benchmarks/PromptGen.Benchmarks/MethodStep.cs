using PromptGen.Backbones;
using PromptGen.Benchmarks.Measuring;
using PromptGen.Benchmarks.Models;

namespace PromptGen.Benchmarks;

/// <summary>What a training step costs by method.</summary>
internal sealed class MethodStep : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "step";

    /// <inheritdoc/>
    public string Question => "A training step of a BERT with random weights: P-Tuning v2 beside full fine-tuning and the head alone (forward, backward, AdamW).";

    /// <inheritdoc/>
    public void Run(Session session)
    {
        var sizes = session.Quick
            ? [StepSize.Tiny]
            : new[] { StepSize.MiniLm, StepSize.MiniLm with { Dropout = 0.1 }, StepSize.BertBase };
        foreach (var size in sizes)
        {
            var steps = new[] { TrainingMethod.FineTuning, TrainingMethod.PromptTuning, TrainingMethod.HeadOnly }
                .Select(method => (Method: method, Step: new TrainingStep<BertEncoder>(method, size.Bert(session.Seed), size, session.Seed))).ToArray();
            session.Compare($"{size}:", [.. steps.Select(one => new Contestant($"{one.Method.Name()}, {one.Step.Trained:n0} trained", one.Step.Run))]);
            foreach (var (_, step) in steps) step.Dispose();
        }
    }
}
