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

    /// <summary>The sum of their losses.</summary>
    public double LossSum { get; set; }

    /// <summary>The finished epochs.</summary>
    public List<EpochResult> Epochs { get; init; } = [];

    /// <summary>The 1-based epoch whose weights are kept; 0: none yet.</summary>
    public int BestEpoch { get; set; }

    /// <summary>Time spent, over all parts of the run.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Whether the run is at its end, its kept weights in place.</summary>
    public bool Finished { get; set; }
}
