using static TorchSharp.torch;

namespace PromptGen.Training;

/// <summary>A copy of what is trained, to go back to.</summary>
internal sealed class WeightSnapshot : IDisposable
{
    private readonly (string Name, Tensor Weight, Tensor Copy)[] weights;

    public WeightSnapshot(IEnumerable<ITrainable> trainables)
    {
        using var noGrad = no_grad();
        weights = [.. trainables.SelectMany(t => t.Parameters())
            .Select(p => (p.Name, (Tensor)p.Parameter, p.Parameter.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>The copies by the names of what they are copies of.</summary>
    public IEnumerable<(string Name, Tensor Copy)> Copies => weights.Select(weight => (weight.Name, weight.Copy));

    public void Restore()
    {
        using var noGrad = no_grad();
        foreach (var (_, weight, copy) in weights) weight.copy_(copy);
    }

    public void Dispose()
    {
        foreach (var (_, _, copy) in weights) copy.Dispose();
    }
}
