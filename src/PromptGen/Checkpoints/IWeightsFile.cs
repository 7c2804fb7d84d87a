using static TorchSharp.torch;

namespace PromptGen.Checkpoints;

/// <summary>
/// Named tensors in a file, or in several under one index; <see cref="WeightsFile"/> opens one. Everything but the data is checked when it is
/// opened. Not for several threads at once.
/// </summary>
public interface IWeightsFile : IDisposable
{
    /// <summary>Where it is: the file, or the index of several.</summary>
    string Path { get; }

    /// <summary>Its tensors.</summary>
    IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>The tensor of a name, or null.</summary>
    /// <param name="name">Its name in the file.</param>
    StoredTensor? Find(string name);

    /// <summary>
    /// Reads a tensor as it is stored, without a copy where the file allows it; pages then come from the disk at first use. What is written
    /// into the tensor never reaches the file. It outlives this object.
    /// </summary>
    /// <param name="name">Its name in the file.</param>
    /// <returns>Contiguous, of the stored shape and type.</returns>
    /// <exception cref="CheckpointException">There is no such tensor, its type is none that libtorch has, or its data is damaged.</exception>
    Tensor Read(string name);
}
