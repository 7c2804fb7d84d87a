using System.Globalization;
using PromptGen.Encoders;
using PromptGen.Tensors;
using static TorchSharp.torch;

namespace PromptGen.Training;

/// <summary>Why a training came to what is no number: damaged weights, a damaged label, or steps that were too large.</summary>
/// <param name="backbone">The encoder.</param>
/// <param name="trained">What is trained.</param>
internal sealed class Divergence<TEncoder>(Backbone<TEncoder> backbone, IReadOnlyList<(string Name, Tensor Weight)> trained) where TEncoder : Encoder, IDescribed<TEncoder>
{
    /// <summary>Why a loss is not finite.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="labels">Of its batch.</param>
    /// <param name="step">The step, from 0. Before the first one nothing was trained, so nothing can have diverged.</param>
    /// <param name="rate">The learning rate.</param>
    public TrainingException OfLoss(double loss, Tensor labels, int step, double rate)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"The loss is {loss} at step {step + 1}");
        if ((step == 0 || backbone is Frozen<TEncoder>) && backbone.NonFiniteWeight() is { } weight)
            return new TrainingException($"{weight}, so the loss is {loss}: no learning rate helps. The checkpoint is damaged; convert or download it again.");
        if (FiniteCheck.First([("labels", labels)]) is { } label) return new TrainingException($"{what}: the labels of this step hold {label.Holds}; expected finite numbers.");
        if (step > 0) return Diverged(what, rate);
        return new TrainingException(FiniteCheck.First(trained) is { } own
            ? $"{what}: '{own.Name}' holds {own.Holds} before anything was trained."
            : $"{what}, before anything was trained and though all weights are finite: numbers overflow in the encoder. {backbone.Place} is damaged, or its values are too large for {backbone.Type}.");
    }

    /// <summary>Looks at what is trained after a last step, which no loss follows.</summary>
    /// <param name="steps">Steps done.</param>
    /// <param name="rate">The learning rate.</param>
    /// <exception cref="TrainingException">It is not finite.</exception>
    public void Check(int steps, double rate)
    {
        if (FiniteCheck.First(trained) is { } weight) throw Diverged($"'{weight.Name}' holds {weight.Holds} after step {steps}", rate);
    }

    private static TrainingException Diverged(string what, double rate) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{what}: the training diverged. A lower learning rate than {rate:g3} may help."));
}
