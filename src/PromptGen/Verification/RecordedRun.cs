using PromptGen.Training;

namespace PromptGen.Verification;

/// <summary>Ten recorded steps of one optimizer.</summary>
/// <param name="Description">Its member in <c>meta.json</c>.</param>
/// <param name="Tensors">Its name among the tensors; null: it is in the description only.</param>
/// <param name="Order">Which AdamW.</param>
/// <param name="Rate">The constant learning rate.</param>
internal sealed record RecordedRun(string Description, string? Tensors, WeightDecayOrder Order, double Rate)
{
    /// <summary>The weight decay of every run.</summary>
    public const double Decay = 0.01;

    /// <summary>The number of steps of every run.</summary>
    public const int StepCount = 10;

    /// <summary>All runs that can be computed.</summary>
    public static readonly IReadOnlyList<RecordedRun> All =
    [
        new("trajectory_torch_adamw", "traj", WeightDecayOrder.BeforeUpdate, 5e-3),
        new("trajectory_hf_adamw", null, WeightDecayOrder.AfterUpdate, 5e-3),
        new("full_finetune_trajectory_lr1e-4_torch_adamw", "traj_fullft_lr1e-4", WeightDecayOrder.BeforeUpdate, 1e-4),
    ];

    /// <summary>Whether <c>after10</c> is what this run made of the parameters.</summary>
    public bool KeepsParameters => Tensors == "traj";
}
