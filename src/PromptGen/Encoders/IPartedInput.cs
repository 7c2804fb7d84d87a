using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>
/// Rows of a part A, the context, and a part B, whose tokens fill the context's blanks one after the other (GLM, autoregressive blank infilling).
/// </summary>
public interface IPartedInput : IEncoderInput
{
    /// <summary>[B], int64: the index of the first token of part B; where there is none, the number of tokens.</summary>
    Tensor PartB { get; }

    /// <summary>What may fill the blanks, where that is to be scored.</summary>
    Candidates? Candidates { get; }
}
