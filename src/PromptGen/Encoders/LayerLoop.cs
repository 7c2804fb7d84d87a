using PromptGen.Prefixes;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>The forward pass, once for every encoder: positions, embedding, layers with their prefixes, final step.</summary>
internal static class LayerLoop
{
    /// <param name="encoder">The parts.</param>
    /// <param name="input">[B, T]</param>
    /// <param name="prefix">Keys and values for the prompted layers.</param>
    /// <param name="keepHiddenStates">Whether the output holds every hidden state.</param>
    public static EncoderOutput Run<TInput, TContext>(
        Encoder<TInput, TContext> encoder, TInput input, PrefixKeyValues prefix, bool keepHiddenStates) where TInput : IEncoderInput<TInput>
    {
        var positions = encoder.Positions(input, prefix.Offsets(input.Ids));
        var context = encoder.Prepare(input, positions);

        var x = encoder.Embed(input, positions);
        if (encoder.ZeroesPadding && !prefix.KeepsPadding) x = x * input.Mask.unsqueeze(2);
        List<Tensor>? hiddenStates = keepHiddenStates ? [x] : null;
        for (var layer = 0; layer < encoder.LayerCount; layer++)
        {
            x = encoder.RunLayer(layer, x, context, prefix.Layer(layer));
            hiddenStates?.Add(x);
        }
        return new EncoderOutput(encoder.Finish(x), hiddenStates);
    }
}
