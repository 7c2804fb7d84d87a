using PromptGen.Encoders;

namespace PromptGen.Heads;

/// <summary>What cloze heads need of an input.</summary>
internal static class Cloze
{
    public static (IPartedInput Input, Candidates Candidates) Of<TEncoder>(EncoderOutput<TEncoder> output, long[] shape)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        if (output.Input is not IPartedInput parted)
            throw new ArgumentException($"A cloze needs rows with a part B, and the rows of a {TEncoder.Description.Architecture} have none.", nameof(output));
        var candidates = parted.Candidates ?? throw new ArgumentException("The input of a cloze carries its candidates, and this one has none.", nameof(output));
        return candidates.Ids.shape.SequenceEqual(shape) && candidates.Mask.shape.SequenceEqual(shape)
            ? (parted, candidates)
            : throw new ArgumentException($"The candidates are [{string.Join(", ", candidates.Ids.shape)}] with a mask of [{string.Join(", ", candidates.Mask.shape)}]; "
                + $"this head takes [{string.Join(", ", shape)}].", nameof(output));
    }
}
