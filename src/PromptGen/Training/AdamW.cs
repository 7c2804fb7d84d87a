using PromptGen.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Training;

/// <summary>Which of two published AdamW an optimizer is.</summary>
public enum WeightDecayOrder
{
    /// <summary>Decay, then the update; ε beside the bias-corrected root (<c>torch.optim.AdamW</c>; Loshchilov and Hutter, 2019, algorithm 2).</summary>
    BeforeUpdate,

    /// <summary>The update, then decay; ε beside the uncorrected root (<c>transformers.AdamW</c>, with which the paper's results were obtained).</summary>
    AfterUpdate,
}

/// <summary>The constants of AdamW.</summary>
public sealed record AdamWOptions
{
    /// <summary>The decay of the mean of gradients.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the mean of squared gradients.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the latter.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>What every step takes off a weight, as a share of it and of the learning rate.</summary>
    public double WeightDecay { get; init; }

    /// <summary>When decay is applied.</summary>
    public WeightDecayOrder Order { get; init; } = WeightDecayOrder.BeforeUpdate;
}

/// <summary>
/// AdamW over things that may be trained. Written here because TorchSharp's leaves native numbers to a garbage collector that
/// never runs (3.9 MB a step), has only one order of decay, and cannot give its state away.
/// </summary>
public sealed class AdamW : IDisposable
{
    private readonly AdamWOptions options;
    private readonly Slot[] slots;
    private int step;

    /// <param name="options">The constants.</param>
    /// <param name="trainables">What is trained; a frozen encoder is not among the types that fit.</param>
    public AdamW(AdamWOptions options, params IEnumerable<ITrainable> trainables)
    {
        this.options = options;
        slots = [.. trainables.SelectMany(t => t.Parameters()).Select(p => new Slot(p.Name, p.Parameter))];
    }

    /// <summary>Its memory of gradients, under names that begin with <c>mean.</c> and <c>square.</c>; with <see cref="StepsDone"/> all that a later optimizer needs to go on.</summary>
    internal IEnumerable<(string Name, Tensor Tensor)> Moments => slots.SelectMany(slot => new[] { ($"mean.{slot.Name}", slot.Mean), ($"square.{slot.Name}", slot.MeanSquare) });

    /// <summary>Steps done; set to go on from there.</summary>
    internal int StepsDone
    {
        get => step;
        set => step = value;
    }

    /// <summary>The parameters.</summary>
    public IEnumerable<Parameter> Parameters => slots.Select(slot => slot.Parameter);

    /// <summary>Sets all gradients to zero.</summary>
    public void ZeroGradients()
    {
        foreach (var slot in slots)
        {
            using var gradient = slot.Parameter.grad;
            gradient?.zero_();
        }
    }

    /// <summary>One update from the gradients.</summary>
    /// <param name="learningRate">This step's.</param>
    public void Step(double learningRate)
    {
        step++;
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var correction1 = 1 - Math.Pow(options.Beta1, step);
        var correction2 = Math.Sqrt(1 - Math.Pow(options.Beta2, step));

        // Numbers become native objects; one for each a step, freed here.
        using var beta1 = options.Beta1.ToScalar();
        using var beta2 = options.Beta2.ToScalar();
        using var rest1 = (1 - options.Beta1).ToScalar();
        using var rest2 = (1 - options.Beta2).ToScalar();
        using var epsilon = options.Epsilon.ToScalar();
        using var keep = (1 - learningRate * options.WeightDecay).ToScalar();
        using var inverseCorrection2 = (1 / correction2).ToScalar();
        var before = options.Order == WeightDecayOrder.BeforeUpdate;
        using var minusRate = (before ? -learningRate / correction1 : -learningRate * correction2 / correction1).ToScalar();

        foreach (var slot in slots)
        {
            if (slot.Parameter.grad is not { } gradient) continue;
            slot.Mean.mul_(beta1).add_(gradient, rest1);
            slot.MeanSquare.mul_(beta2).addcmul_(gradient, gradient, rest2);
            var root = slot.MeanSquare.sqrt();
            if (before)
            {
                if (options.WeightDecay != 0) slot.Parameter.mul_(keep);
                slot.Parameter.addcdiv_(slot.Mean, root.mul_(inverseCorrection2).Accumulate(epsilon), minusRate);
            }
            else
            {
                slot.Parameter.addcdiv_(slot.Mean, root.Accumulate(epsilon), minusRate);
                if (options.WeightDecay != 0) slot.Parameter.mul_(keep);
            }
        }
    }

    /// <summary>Frees the moments; the parameters are not the optimizer's.</summary>
    public void Dispose()
    {
        foreach (var slot in slots)
        {
            slot.Mean.Dispose();
            slot.MeanSquare.Dispose();
        }
    }

    private sealed class Slot(string name, Parameter parameter)
    {
        public string Name => name;

        public Parameter Parameter { get; } = parameter;

        public Tensor Mean { get; } = zeros_like(parameter, requires_grad: false).DetachFromDisposeScope();

        public Tensor MeanSquare { get; } = zeros_like(parameter, requires_grad: false).DetachFromDisposeScope();
    }
}
