using static TorchSharp.torch;

namespace PromptGen.Training;

/// <summary>A copy of what is trained, to go back to.</summary>
internal sealed class WeightSnapshot : IDisposable
{
    private readonly (Tensor Weight, Tensor Copy)[] weights;

    public WeightSnapshot(IEnumerable<ITrainable> trainables)
    {
        using var noGrad = no_grad();
        weights = [.. trainables.SelectMany(t => t.Parameters())
            .Select(p => ((Tensor)p.Parameter, p.Parameter.detach().clone().DetachFromDisposeScope()))];
    }

    public void Restore()
    {
        using var noGrad = no_grad();
        foreach (var (weight, copy) in weights) weight.copy_(copy);
    }

    public void Dispose()
    {
        foreach (var (_, copy) in weights) copy.Dispose();
    }
}
