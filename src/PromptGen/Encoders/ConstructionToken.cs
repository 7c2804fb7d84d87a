using PromptGen.Checkpoints;

namespace PromptGen.Encoders;

/// <summary>
/// The right to construct an encoder. Only PromptGen makes one, and generated encoders have no public constructor, so each of them
/// lies behind a <see cref="Backbone{TEncoder}"/> from its first moment, in the assembly that holds its generated code too.
/// </summary>
public sealed class ConstructionToken
{
    /// <summary>Published encoders have up to 80 layers. Each takes memory and time before a weight is read.</summary>
    internal const int MostLayers = 4096;

    internal ConstructionToken()
    {
    }

    /// <summary>Where the encoder's sizes come from, for errors.</summary>
    internal string Source { get; init; } = "the configuration";

    /// <summary>The file of the weights, and how many layers its names are of; null: no weights are known.</summary>
    internal (string File, int Layers)? Named { get; init; }

    /// <summary>Checks a number of layers before the first of them is made.</summary>
    /// <param name="key">The key of <c>config.json</c> that says it.</param>
    /// <param name="count">How many layers with weights of their own there are.</param>
    /// <returns>That number.</returns>
    /// <exception cref="CheckpointException">The weights have fewer, or nobody has so many.</exception>
    public int Layers(string key, int count)
    {
        if (count > MostLayers) throw new CheckpointException($"{Source}: '{key}' is {count}; expected at most {MostLayers}.");
        if (Named is var (file, named) && count > named)
            throw new CheckpointException($"{Source}: '{key}' is {count}, and the names in {file} are of {named}; expected as many.");
        return count;
    }
}
