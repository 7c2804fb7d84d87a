using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>What every encoder's input has: token ids and which of them are tokens.</summary>
public interface IEncoderInput
{
    /// <summary>Token ids, [B, T], int64.</summary>
    Tensor Ids { get; }

    /// <summary>1 at tokens and 0 at padding, [B, T], int64.</summary>
    Tensor Mask { get; }

    /// <summary>All its tensors, each once: what is moved, detached from a scope or disposed together.</summary>
    IReadOnlyList<Tensor> Tensors { get; }
}

/// <summary>An input that can be made from texts, and from recorded tensors.</summary>
/// <typeparam name="TSelf">The input itself.</typeparam>
public interface IEncoderInput<TSelf> : IEncoderInput where TSelf : IEncoderInput<TSelf>
{
    /// <summary>Makes a batch, padded at the end to the longest row.</summary>
    /// <param name="texts">The rows, B of them, at least one.</param>
    /// <param name="paddingId">The id that fills a row up.</param>
    /// <param name="device">Where the tensors are made.</param>
    /// <returns>[B, T], where T is the longest row.</returns>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    static abstract TSelf Collate(IReadOnlyList<TokenizedText> texts, int paddingId, Device device);

    /// <summary>Makes an input from tensors under the names that Hugging Face models give their arguments.</summary>
    /// <param name="tensor">The tensor of a name, such as <c>input_ids</c>, or null.</param>
    /// <exception cref="ArgumentException">One that is needed is absent.</exception>
    static abstract TSelf FromTensors(Func<string, Tensor?> tensor);

    /// <summary>The same input with all tokens in the first segment (<see cref="TokenTypeUse.Zero"/>); itself, where it knows no segments.</summary>
    TSelf InFirstSegment() => (TSelf)this;
}
