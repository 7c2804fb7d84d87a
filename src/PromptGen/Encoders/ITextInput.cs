using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>An encoder's input that can be made of plain texts.</summary>
/// <typeparam name="TSelf">The input.</typeparam>
public interface ITextInput<TSelf> : IEncoderInput where TSelf : ITextInput<TSelf>
{
    /// <summary>All its tensors, each once: what is moved, detached from a scope or disposed together.</summary>
    IReadOnlyList<Tensor> Tensors { get; }

    /// <summary>Makes a batch, padded at the end to the longest row.</summary>
    /// <param name="texts">The rows, B of them, at least one.</param>
    /// <param name="paddingId">The id that fills a row up.</param>
    /// <param name="device">Where the tensors are made.</param>
    /// <returns>[B, T], where T is the longest row.</returns>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    static abstract TSelf Collate(IReadOnlyList<TokenizedText> texts, int paddingId, Device device);
}
