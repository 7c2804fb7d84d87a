using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>An encoder with a pooler of its own: one vector for a whole row, frozen with the rest.</summary>
public interface IPooled
{
    /// <summary>One vector for each row.</summary>
    /// <param name="x">[B, T, C]</param>
    /// <returns>[B, C]</returns>
    Tensor Pool(Tensor x);
}
