namespace PromptGen.Training;

/// <summary>Where a run is between two steps, beside its tensors: all that decides how it goes on.</summary>
internal sealed record RunState
{
    /// <summary>Steps done.</summary>
    public int Step { get; set; }

    /// <summary>The epoch under way, 0-based.</summary>
    public int Epoch { get; set; }

    /// <summary>Batches of that epoch that are done.</summary>
    public int Batches { get; set; }

    /// <summary>The sum of their losses, for each part of the loss.</summary>
    public List<double> LossSums { get; init; } = [];

    /// <summary>What these sums are taken over.</summary>
    public List<long> LossWeights { get; init; } = [];

    /// <summary>The finished epochs.</summary>
    public List<EpochResult> Epochs { get; init; } = [];

    /// <summary>The time spent up to the end of each, over all parts of the run.</summary>
    public List<TimeSpan> EpochEnds { get; init; } = [];

    /// <summary>When the run began, in its first part.</summary>
    public DateTimeOffset Started { get; init; } = DateTimeOffset.Now;

    /// <summary>The 1-based epoch whose weights are kept; 0: none yet.</summary>
    public int BestEpoch { get; set; }

    /// <summary>Time spent, over all parts of the run.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Whether the run is at its end, its kept weights in place.</summary>
    public bool Finished { get; set; }

    /// <summary>Adds the loss of a batch to those of the epoch.</summary>
    public void Add(IReadOnlyList<double> sums, IReadOnlyList<long> weights)
    {
        for (var part = 0; part < sums.Count; part++)
        {
            if (part == LossSums.Count)
            {
                LossSums.Add(0);
                LossWeights.Add(0);
            }
            LossSums[part] += sums[part];
            LossWeights[part] += weights[part];
        }
        Batches++;
    }
}
