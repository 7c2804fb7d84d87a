using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tasks;
using PromptGen.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Training;

/// <summary>
/// One run, from its beginning or from where a <see cref="RunFile"/> left it. All that decides a step follows from the state: the order of
/// examples from seed and epoch, dropout from seed and step, so a run that goes on gives the bits of one that never stopped.
/// </summary>
internal sealed class TrainingRun<TEncoder, THead, TInput> : IDisposable
    where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
    where THead : Head<TEncoder>
    where TInput : IEncoderInput<TInput>
{
    /// <summary>
    /// Native numbers that TorchSharp makes of C# ones are freed by finalizers only; without a collection now and then they fragment
    /// the native heap, because managed memory hardly grows and the collector sees no reason to run.
    /// </summary>
    private const int StepsBetweenCollections = 10;

    private readonly PromptedModel<TEncoder, THead> model;
    private readonly ITrainingData<TInput> data;
    private readonly TrainingOptions options;
    private readonly Func<double>? score;
    private readonly IProgress<TrainingProgress>? progress;
    private readonly RunFile? file;
    private readonly ILogger logger;
    private readonly AdamW optimizer;
    private readonly Divergence<TEncoder> divergence;
    private readonly string fingerprint;
    private readonly int stepsPerEpoch, total;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private RunState state = new();
    private WeightSnapshot? best;
    private TimeSpan earlier, saved;
    private double rate;

    public TrainingRun(
        PromptedModel<TEncoder, THead> model, ITrainingData<TInput> data, TrainingOptions options, Func<double>? score,
        IProgress<TrainingProgress>? progress, RunFile? file, ILogger logger)
    {
        (this.model, this.data, this.options, this.score, this.progress, this.file, this.logger) = (model, data, options, score, progress, file, logger);
        fingerprint = model.Backbone.Fingerprint();
        stepsPerEpoch = (data.BatchesPerEpoch + options.AccumulatedBatches - 1) / options.AccumulatedBatches;
        if ((long)options.Epochs * stepsPerEpoch > int.MaxValue)
            throw new ArgumentException($"{options.Epochs} epochs of {stepsPerEpoch} steps are more than can be counted.", nameof(options));
        total = options.Epochs * stepsPerEpoch;
        optimizer = new AdamW(options.Optimizer, model.Trainables);
        divergence = new Divergence<TEncoder>(model.Backbone, [.. Weights()]);
    }

    private TimeSpan Elapsed => earlier + clock.Elapsed;

    /// <summary>Of the epoch so far: over its parts, over all their examples or labeled tokens.</summary>
    private double MeanLoss => state.LossSums.Zip(state.LossWeights, (sum, weight) => sum / Math.Max(1, weight)).DefaultIfEmpty(0).Average();

    private bool IsPatienceOver => options.Patience is { } patience && state.BestEpoch > 0 && state.Epochs.Count - state.BestEpoch >= patience;

    public TrainingResult Finish(CancellationToken cancellation)
    {
        logger.Begins(model.TrainableCount, model.TrainableCount + model.Backbone.ParameterCount, options.Epochs, stepsPerEpoch);
        if (file is { Exists: true }) GoOn(file);
        try
        {
            while (!state.Finished && state.Epoch < options.Epochs && !IsPatienceOver && !cancellation.IsCancellationRequested) Epoch(cancellation);
            if (!state.Finished)
            {
                if (cancellation.IsCancellationRequested)
                {
                    logger.Interrupted(state.Step);
                    Save();
                }
                best?.Restore();
                if (!cancellation.IsCancellationRequested)
                {
                    if (IsPatienceOver && state.Epoch < options.Epochs) logger.StopsEarly(options.Patience!.Value, state.Epoch);
                    state.Finished = true;
                    Save();
                }
            }
        }
        catch (ExternalException e) when (e.Message.Contains("memory", StringComparison.OrdinalIgnoreCase))
        {
            throw new TrainingException($"Memory ran out at step {state.Step + 1}: {e.Message.Split('\n')[0]} Smaller batches, with gradients added up over several, "
                + "shorter texts or a shorter prefix take less.", e);
        }
        finally
        {
            model.Eval();
        }
        return Result(interrupted: !state.Finished);
    }

    private TrainingResult Result(bool interrupted)
    {
        var after = model.Backbone.Fingerprint();
        if (model.Backbone is Frozen<TEncoder> && fingerprint != after)
            throw new TrainingException($"The frozen encoder's weights changed during training: their SHA-256 was {fingerprint} and is {after}.");
        return new TrainingResult(state.Epochs, state.BestEpoch == 0 ? null : state.BestEpoch, interrupted, state.Step, Elapsed, fingerprint, after)
        {
            StepsPerEpoch = stepsPerEpoch,
            EpochEnds = state.EpochEnds,
            Started = state.Started,
            EarlierElapsed = earlier,
            StoppedEarly = !interrupted && state.Epoch < options.Epochs,
        };
    }

    private void Epoch(CancellationToken cancellation)
    {
        model.Train();
        var batches = data.Epoch(state.Epoch).GetEnumerator();
        using (batches)
        {
            for (var done = 0; done < state.Batches && batches.MoveNext(); done++) batches.Current.Dispose();
            while (!cancellation.IsCancellationRequested && Next(batches) is { Count: > 0 } group)
            {
                Step(group);
                progress?.Report(new TrainingProgress(
                    state.Epoch + 1, options.Epochs, state.Step, total, MeanLoss, rate, EpochEnds: false, Score: null, Elapsed));
                if (file is not null && Elapsed - saved >= file.Interval) Save();
            }
        }
        model.Eval();
        if (cancellation.IsCancellationRequested) return;
        // The last step may have been one too far, and no loss after it says so.
        divergence.Check(state.Step, rate);

        var value = score?.Invoke();
        state.Epoch++;
        state.Epochs.Add(new EpochResult(state.Epoch, MeanLoss, value));
        state.EpochEnds.Add(Elapsed);
        logger.EpochEnds(state.Epoch, MeanLoss, value);
        progress?.Report(new TrainingProgress(state.Epoch, options.Epochs, state.Step, total, MeanLoss, rate, EpochEnds: true, value, Elapsed));
        if (value is { } current && double.IsFinite(current) && (state.BestEpoch == 0 || current > state.Epochs[state.BestEpoch - 1].Score))
        {
            best?.Dispose();
            best = new WeightSnapshot(model.Trainables);
            state.BestEpoch = state.Epoch;
        }
        state.Batches = 0;
        state.LossSums.Clear();
        state.LossWeights.Clear();
        Save();
    }

    private List<Batch<TInput>> Next(IEnumerator<Batch<TInput>> batches)
    {
        var group = new List<Batch<TInput>>();
        while (group.Count < options.AccumulatedBatches && batches.MoveNext()) group.Add(batches.Current);
        return group;
    }

    private void Step(List<Batch<TInput>> group)
    {
        rate = options.LearningRate.At(state.Step, total, stepsPerEpoch);
        random.manual_seed((long)(SplitMix64.Of(options.Seed, state.Step).Next() >> 1));
        using var scope = NewDisposeScope();
        optimizer.ZeroGradients();
        try
        {
            // Known from the labels alone, so that each batch adds its share of the mean over all of them.
            var weights = group.ConvertAll(Weights);
            long[] all = [.. weights[0].Select((_, part) => weights.Sum(own => own[part]))];
            foreach (var (batch, own) in group.Zip(weights)) Backward(batch, own, all);
        }
        finally
        {
            foreach (var batch in group) batch.Dispose();
        }
        if (options.ClipNorm is { } norm) nn.utils.clip_grad_norm_(optimizer.Parameters, norm);
        optimizer.Step(rate);
        state.Step++;
        if (state.Step % StepsBetweenCollections == 0) GC.Collect(0);
    }

    private IReadOnlyList<long> Weights(Batch<TInput> batch)
    {
        using var scope = NewDisposeScope();
        return model.Head.LossWeights(Labels(batch), batch.Input.Mask);
    }

    /// <param name="batch">Some of the rows of the step.</param>
    /// <param name="weights">What its loss is taken over.</param>
    /// <param name="all">The same of all rows of the step: gradients add up to that of the mean over the step.</param>
    private void Backward(Batch<TInput> batch, IReadOnlyList<long> weights, IReadOnlyList<long> all)
    {
        using var scope = NewDisposeScope();
        var sums = model.Head.LossSums(model.Logits(batch.Input), Labels(batch), batch.Input.Mask);
        var values = sums.detach().to(ScalarType.Float64).cpu().data<double>().ToArray();
        if (!Array.TrueForAll(values, double.IsFinite)) throw divergence.OfLoss(values.First(value => !double.IsFinite(value)), Labels(batch), state.Step, rate);
        Head<TEncoder>.Mean(sums, all).backward();
        state.Add(values, weights);
    }

    private static Tensor Labels(Batch<TInput> batch) => batch.Labels ?? throw new ArgumentException("A batch to train on has labels; this one has none.", nameof(batch));

    private void Save()
    {
        if (file is null) return;
        state.Elapsed = Elapsed;
        file.Save(state, Identity(),
        [
            .. Weights().Select(weight => ($"weight.{weight.Name}", weight.Weight)),
            .. state.Finished ? [] : optimizer.Moments,
            .. state.Finished || best is null ? [] : best.Copies.Select(copy => ($"best.{copy.Name}", copy.Copy)),
        ]);
        saved = Elapsed;
        logger.Saved(file.Path, state.Step);
    }

    private void GoOn(RunFile from)
    {
        var (found, stored) = from.Load(Identity());
        using var noGrad = no_grad();
        using (stored)
        {
            if (found.BestEpoch > 0 && !found.Finished)
            {
                // The snapshot copies what the model holds, so the best weights pass through it.
                foreach (var (name, weight) in Weights()) Copy(weight, $"best.{name}");
                best = new WeightSnapshot(model.Trainables);
            }
            foreach (var (name, weight) in Weights()) Copy(weight, $"weight.{name}");
            if (!found.Finished)
                foreach (var (name, moment) in optimizer.Moments) Copy(moment, name);
            optimizer.StepsDone = found.Step;

            void Copy(Tensor target, string name)
            {
                using var scope = NewDisposeScope();
                if (stored.Find(name) is not { } tensor || !tensor.Shape.SequenceEqual(target.shape))
                    throw new TrainingException($"{from.Path}: has no '{name}' of the shape [{string.Join(", ", target.shape)}]; remove the file to begin again.");
                target.copy_(stored.Read(name));
            }
        }
        state = found;
        (earlier, saved) = (found.Elapsed, found.Elapsed);
        clock.Restart();
        logger.GoesOn(from.Path, state.Step);
    }

    private IEnumerable<(string Name, Tensor Weight)> Weights() => model.Trainables.SelectMany(trainable => trainable.Parameters()).Select(p => (p.Name, (Tensor)p.Parameter));

    private Dictionary<string, string> Identity() => new(StringComparer.Ordinal)
    {
        ["training options"] = JsonSerializer.Serialize(options),
        ["backbone (SHA-256 at the beginning)"] = fingerprint,
        ["batches of an epoch"] = data.BatchesPerEpoch.ToString(CultureInfo.InvariantCulture),
        ["trained tensors"] = string.Join("; ", Weights().Select(weight => $"{weight.Name} [{string.Join(", ", weight.Weight.shape)}]")),
    };

    public void Dispose()
    {
        best?.Dispose();
        optimizer.Dispose();
    }
}
