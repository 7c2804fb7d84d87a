using System.Runtime.InteropServices;
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
    /// <exception cref="ArgumentException">A token id, a token type or a position has no row in its table.</exception>
    public static EncoderOutput Run<TInput, TContext>(
        Encoder<TInput, TContext> encoder, TInput input, PrefixKeyValues prefix, bool keepHiddenStates) where TInput : IEncoderInput<TInput>
    {
        CheckIds(encoder, input.Ids);
        var positions = encoder.Positions(input, prefix.Offsets(input.Ids));
        var context = encoder.Prepare(input, positions);

        var x = Alone(Embedding);
        List<Tensor>? hiddenStates = keepHiddenStates ? [x] : null;
        for (var layer = 0; layer < encoder.LayerCount; layer++)
        {
            var before = x;
            x = Alone(() => encoder.RunLayer(layer, before, context, prefix.Layer(layer)));
            hiddenStates?.Add(x);
            if (!keepHiddenStates && !ReferenceEquals(x, before)) before.Dispose();
        }
        return new EncoderOutput(Alone(() => encoder.Finish(x)), hiddenStates);

        Tensor Embedding()
        {
            var embedded = Looked(() => encoder.Embed(input, positions));
            return encoder.ZeroesPadding && !prefix.KeepsPadding ? embedded * input.Mask.unsqueeze(2) : embedded;
        }
    }

    /// <summary>Native code would end here with an error that names nothing, on a CUDA device for all that follows too.</summary>
    private static void CheckIds(Encoder encoder, Tensor ids)
    {
        using var scope = NewDisposeScope();
        var (least, most) = (ids.min().item<long>(), ids.max().item<long>());
        if (least < 0 || most >= encoder.WordCount)
            throw new ArgumentException($"The input holds the token id {(least < 0 ? least : most)}, and the embedding table of this {encoder.GetName()} has {encoder.WordCount} rows (0 to {encoder.WordCount - 1}).", nameof(ids));
    }

    private static Tensor Looked(Func<Tensor> embed)
    {
        try
        {
            return embed();
        }
        catch (ExternalException e) when (e.Message.Contains("out of range", StringComparison.Ordinal))
        {
            throw new ArgumentException("The input holds a token type (segment) or a position that this encoder has no row for; a pair of texts, for example, needs an encoder with two token types.", e);
        }
    }

    /// <summary>
    /// Frees all that a step makes but its result. What a backward pass needs, autograd keeps; the rest, of each layer ten times its output, would live on until
    /// the caller's scope ends, and the next layer would compute in memory that the system has yet to give.
    /// </summary>
    private static Tensor Alone(Func<Tensor> step)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(step());
    }
}
