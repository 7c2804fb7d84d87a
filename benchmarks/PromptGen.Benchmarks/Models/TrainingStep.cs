using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Training;
using static TorchSharp.torch;

namespace PromptGen.Benchmarks.Models;

/// <summary>
/// Steps of training over an encoder with random weights: forward, backward, AdamW over all that is trained. The head labels every token, because that
/// one is the same over all encoders: some published heads for whole rows have a pooler, others have none.
/// </summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
internal sealed class TrainingStep<TEncoder> : IDisposable where TEncoder : Encoder<TokenInput>, IDescribed<TEncoder>
{
    private const double LearningRate = 5e-3;

    private readonly PromptedModel<TEncoder, TokenClassificationHead<TEncoder>> model;
    private readonly AdamW optimizer;
    private readonly Batch<TokenInput> usual;

    /// <param name="method">What is trained.</param>
    /// <param name="encoder">Disposed of with this.</param>
    /// <param name="size">Of prefix and batch.</param>
    /// <param name="seed">Fixes prefix, head and batch.</param>
    public TrainingStep(TrainingMethod method, Frozen<TEncoder> encoder, StepSize size, int seed)
    {
        using var generator = new Generator((ulong)seed);
        Backbone<TEncoder> backbone = method == TrainingMethod.FineTuning ? encoder.Unfreeze() : encoder;
        var prefix = method == TrainingMethod.PromptTuning ? new Prefix<TEncoder>(backbone, new PrefixOptions { Length = size.PrefixLength }, generator) : null;
        model = backbone.Prompt(prefix, new TokenClassificationHead<TEncoder>(backbone, RandomBatch.Labels, generator: generator));
        model.Train();
        optimizer = new AdamW(new AdamWOptions(), model.Trainables);
        usual = RandomBatch.Of([.. Enumerable.Repeat(size.Tokens, size.Rows)], size.Tokens, size.Words, generator);
    }

    /// <summary>Numbers that are trained.</summary>
    public long Trained => model.TrainableCount;

    /// <summary>One step on a batch of the usual size.</summary>
    public void Run() => Run(usual);

    /// <summary>One step.</summary>
    /// <param name="batch">With a label for every token.</param>
    public void Run(Batch<TokenInput> batch)
    {
        using var scope = NewDisposeScope();
        optimizer.ZeroGradients();
        model.Head.Loss(model.Logits(batch.Input), batch.Labels!, batch.Input.Mask).backward();
        optimizer.Step(LearningRate);
    }

    /// <summary>Frees model, batch and moments.</summary>
    public void Dispose()
    {
        optimizer.Dispose();
        usual.Dispose();
        model.Prefix?.Dispose();
        model.Head.Dispose();
        model.Backbone.Dispose();
    }
}
