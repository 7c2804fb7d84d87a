using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>An encoder whose table of words also scores words, turned around (a tied language model head).</summary>
public interface ITiedWords
{
    /// <summary>A score for every word.</summary>
    /// <param name="x">[..., E], as wide as the table (<see cref="Encoder.WordWidth"/>).</param>
    /// <returns>[..., V], for V words.</returns>
    Tensor ScoreWords(Tensor x);
}
