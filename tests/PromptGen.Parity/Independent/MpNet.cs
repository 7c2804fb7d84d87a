namespace PromptGen.Parity.Independent;

/// <summary>
/// MPNet (Song et al. 2020): RoBERTa's positions, no segments, and T5's bias for the distance of two tokens, one number for a head and a bucket of
/// distances, shared by all layers. A slot of a prefix stands at no distance and has no bias.
/// </summary>
internal sealed class MpNet : PublishedModel
{
    private const double Epsilon = 1e-3;
    private const int Buckets = 32;

    public override string Config => $$"""
        {
          "architectures": ["MPNetForMaskedLM"], "attention_probs_dropout_prob": 0.1, "bos_token_id": 0, "eos_token_id": 2, "hidden_act": "gelu",
          "hidden_dropout_prob": 0.1, "hidden_size": {{Hidden}}, "initializer_range": 0.02, "intermediate_size": {{Inner}}, "layer_norm_eps": 1e-3,
          "max_position_embeddings": 60, "model_type": "mpnet", "num_attention_heads": {{Heads}}, "num_hidden_layers": {{Layers}}, "pad_token_id": 1,
          "relative_attention_num_buckets": {{Buckets}}, "vocab_size": {{Words}}
        }
        """;

    public override int TokenTypes => 1;

    public override int Padding => 1;

    /// <summary>Distances from 8 on share buckets.</summary>
    public override int Tokens => 45;

    public override HiddenStates Run(Row row, Slots slots)
    {
        var embedded = Embed("mpnet.embeddings.word_embeddings", Words, Hidden, row.Ids)
            .Plus(Embed("mpnet.embeddings.position_embeddings", 60, Hidden, PositionsAfterPadding(slots, row)));
        var x = LayerNorm(embedded, "mpnet.embeddings.LayerNorm", Epsilon);
        var states = new List<double[,]> { x };
        var biases = Weights.Matrix("mpnet.encoder.relative_attention_bias.weight", Buckets, Heads);
        var attention = new Attention(Heads, HeadSize) { Bias = (head, i, j) => biases[Bucket(j - i), head] };
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"mpnet.encoder.layer.{layer}";
            var own = $"{at}.attention.attn";
            var (q, k, v) = (Linear(x, $"{own}.q", Hidden), Linear(x, $"{own}.k", Hidden), Linear(x, $"{own}.v", Hidden));
            var seen = attention.Mix(q, k, v, row, slots.Of(layer));
            x = LayerNorm(Linear(seen, $"{own}.o", Hidden).Plus(x), $"{at}.attention.LayerNorm", Epsilon);
            var inner = Linear(x, $"{at}.intermediate.dense", Inner).Map(Activations.Gelu);
            x = LayerNorm(Linear(inner, $"{at}.output.dense", Hidden).Plus(x), $"{at}.output.LayerNorm", Epsilon);
            states.Add(x);
        }
        return new HiddenStates(states, x);
    }

    public override double[,] Classify(double[,] last, Row row) =>
        Linear(Linear(last.Pick([0]), "classifier.dense", Hidden).Map(Math.Tanh), "classifier.out_proj", Labels);

    public override double[,] ScoreWords(double[,] last)
    {
        var x = LayerNorm(Linear(last, "lm_head.dense", Hidden).Map(Activations.Gelu), "lm_head.layer_norm", Epsilon);
        return ByWords(x, "mpnet.embeddings.word_embeddings", "lm_head.bias");
    }

    /// <summary>
    /// T5's buckets (Raffel et al. 2020): half of them for keys after the query; of each half, one for each distance below 8, then wider and wider ones,
    /// by the logarithm, up to a distance of 128.
    /// </summary>
    /// <param name="distance">From the query to the key.</param>
    private static int Bucket(int distance)
    {
        const int half = Buckets / 2, exact = half / 2, farthest = 128;
        var far = Math.Abs(distance);
        var within = far < exact ? far : Math.Min(half - 1, exact + (int)(Math.Log((double)far / exact) / Math.Log((double)farthest / exact) * (half - exact)));
        return distance > 0 ? half + within : within;
    }
}
