using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>What every encoder's input has: token ids and which of them are tokens.</summary>
public interface IEncoderInput : IDisposable
{
    /// <summary>Token ids, [B, T], int64.</summary>
    Tensor Ids { get; }

    /// <summary>1 at tokens and 0 at padding, [B, T], int64.</summary>
    Tensor Mask { get; }
}
