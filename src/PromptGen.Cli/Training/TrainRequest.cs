using PromptGen.Adapters;
using PromptGen.Cli.Tasks;
using PromptGen.Files;
using PromptGen.Prefixes;
using PromptGen.Tasks;
using PromptGen.Training;
using static TorchSharp.torch;

namespace PromptGen.Cli.Training;

/// <summary>What <c>promptgen train</c> was asked for: all that decides a run.</summary>
internal sealed record TrainRequest
{
    /// <summary>The file that named what the command line left open; null: none did.</summary>
    public string? Recipe { get; init; }

    /// <summary>The command line itself.</summary>
    public required RepeatedCommand Given { get; init; }

    /// <summary>The options that brought encoders, each with its file.</summary>
    public required IReadOnlyList<(string Option, string Path)> Encoders { get; init; }

    public required string Model { get; init; }
    public required string Train { get; init; }
    public string? Dev { get; init; }
    public string? Test { get; init; }
    public string? Output { get; init; }

    /// <summary>The folder of record and report; null: that of the adapter, if there is one.</summary>
    public string? Report { get; init; }

    /// <summary>Where record and report go; null: nowhere.</summary>
    public string? RecordFolder => Report ?? Output;

    /// <summary>The folder of TensorBoard's event files, if they are wanted.</summary>
    public string? TensorBoard { get; init; }

    public required Method Method { get; init; }

    /// <summary>Trained after the method, to compare.</summary>
    public required IReadOnlyList<Yardstick> Yardsticks { get; init; }

    public required PrefixOptions Prefix { get; init; }
    public required int Epochs { get; init; }
    public required int BatchSize { get; init; }
    public required IReadOnlyList<double> LearningRates { get; init; }
    public required double WarmUp { get; init; }
    public required RateDecay Decay { get; init; }
    public required int AccumulatedBatches { get; init; }
    public int? Patience { get; init; }
    public required bool Resume { get; init; }
    public required TimeSpan SaveEvery { get; init; }
    public required double WeightDecay { get; init; }
    public required double? ClipNorm { get; init; }
    public required int MaxTokens { get; init; }
    public int? Subset { get; init; }
    public required IReadOnlyList<int> Seeds { get; init; }
    public required CommandTask Task { get; init; }
    public required DataReading Reading { get; init; }

    /// <summary>All labels in their order; null: those of the training examples.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    public required UnseenLabels UnseenLabels { get; init; }

    /// <summary>Null: the task's usual one.</summary>
    public string? Metric { get; init; }
    public required Device Device { get; init; }

    /// <summary>Says what cannot work before anything is loaded.</summary>
    /// <exception cref="UserException">Which option, and why.</exception>
    public void Check()
    {
        // They are opened again to be read, and once more for their hashes.
        foreach (var file in new[] { Train, Dev, Test }.OfType<string>()) RegularFile.OpenHandle(file, UserFile.Data).Dispose();
        if (Metric is not null && !Task.Metrics.Contains(Metric))
            throw new UserException($"--metric {Metric}: does not measure {Task.Name}; expected {string.Join(", ", Task.Metrics)}.");
        if (LearningRates.Any(rate => !(rate > 0) || !double.IsFinite(rate))) throw new UserException("--learning-rate: must be above 0.");
        if (LearningRates.Count > 1 && Dev is null) throw new UserException("--learning-rate: several rates need --dev, which chooses among them.");
        if (Yardsticks.Select(yardstick => yardstick.Method).Prepend(Method).GroupBy(method => method).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new UserException($"--yardstick {twice.Key}: {(twice.Key == Method ? "is the method itself" : "is there twice")}; name methods that it is held against, each once.");
        if (Yardsticks.Count > 0 && Dev is null && Test is null) throw new UserException("--yardstick: is held against the method on examples that neither is trained on; give --test or --dev.");
        if (Dev is null && Yardsticks.FirstOrDefault(yardstick => yardstick.LearningRates is { Count: > 1 }) is { } undecided)
            throw new UserException($"--yardstick {undecided.Method}: several rates need --dev, which chooses among them.");
        if (WarmUp is not (>= 0 and < 1)) throw new UserException("--warm-up: is a share of all steps, from 0 to below 1.");
        if (Prefix.Dropout is not (null or >= 0 and < 1)) throw new UserException("--dropout: is a rate, from 0 to below 1.");
        if (!(WeightDecay >= 0)) throw new UserException("--weight-decay: is a rate, 0 or more.");
        if (ClipNorm is not (null or > 0)) throw new UserException("--clip-norm: is a norm, above 0, or 0 for none.");
        if (Seeds.Count > 1 && Output is not null && Dev is null) throw new UserException("--seed: of several seeds the best on dev is saved; give --dev, or leave --output out.");
        if (Labels is { Count: 1 }) throw new UserException("--labels: there is nothing to learn with one label; name two or more.");
        if (Subset is < 1) throw new UserException("--subset: must be at least 1.");
        if (Patience is not null && Dev is null) throw new UserException("--patience: counts epochs without a better dev score; give --dev.");
        if (Resume && Output is null) throw new UserException("--resume: the state of a run lies beside its adapter; give --output.");
        if (Output is not null && Method == Method.FineTuning)
            throw new UserException("--output: full fine-tuning is a yardstick here and is not saved; leave --output out.");
    }
}
