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

/// <summary>An input that can be made from named tensors.</summary>
/// <typeparam name="TSelf">The input itself.</typeparam>
public interface IEncoderInput<TSelf> : IEncoderInput where TSelf : IEncoderInput<TSelf>
{
    /// <summary>Makes an input from tensors under the names that Hugging Face models give their arguments.</summary>
    /// <param name="tensor">The tensor of a name, such as <c>input_ids</c>, or null.</param>
    /// <exception cref="ArgumentException">One that is needed is absent.</exception>
    static abstract TSelf FromTensors(Func<string, Tensor?> tensor);
}
