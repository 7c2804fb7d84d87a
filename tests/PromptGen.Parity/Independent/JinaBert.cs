namespace PromptGen.Parity.Independent;

/// <summary>
/// JinaBERT (Günther et al. 2023): BERT without positions, to whose scores ALiBi (Press et al. 2022) adds −slope · distance in both directions, with gated
/// feed-forward blocks: GELU of the first half of a map (Shazeer 2020, GEGLU; or ReLU, ReGLU) times the second. A slot of a prefix stands at no distance.
/// </summary>
/// <param name="gate">The <c>feed_forward_type</c>.</param>
/// <param name="heads">How many: the slopes of a power of two are a series, other numbers take from two of them.</param>
internal sealed class JinaBert(string gate, int heads) : PublishedModel
{
    private const double Epsilon = 1e-3;

    // 24 is divided by the 3 heads of the other models and by 4 alike.
    private readonly int size = Hidden / heads;

    public override string Config => $$"""
        {
          "architectures": ["JinaBertForMaskedLM"], "attention_probs_dropout_prob": 0.0, "classifier_dropout": null, "emb_pooler": "mean",
          "feed_forward_type": "{{gate}}", "gradient_checkpointing": false, "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "hidden_size": {{Hidden}},
          "initializer_range": 0.02, "intermediate_size": {{Inner}}, "layer_norm_eps": 1e-3, "max_position_embeddings": 30, "model_type": "bert",
          "num_attention_heads": {{heads}}, "num_hidden_layers": {{Layers}}, "pad_token_id": 0, "position_embedding_type": "alibi", "type_vocab_size": 2,
          "use_cache": true, "vocab_size": {{Words}}
        }
        """;

    public override int KeyValueHeads => heads;

    public override int HeadWidth => size;

    public override HiddenStates Run(Row row, Slots slots)
    {
        var embedded = Embed("bert.embeddings.word_embeddings", Words, Hidden, row.Ids).Plus(Embed("bert.embeddings.token_type_embeddings", 2, Hidden, row.TokenTypes));
        var x = LayerNorm(embedded, "bert.embeddings.LayerNorm", Epsilon);
        var states = new List<double[,]> { x };
        var attention = new Attention(heads, size) { Bias = (head, i, j) => -Slope(head) * Math.Abs(i - j) };
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"bert.encoder.layer.{layer}";
            var own = $"{at}.attention.self";
            var (q, k, v) = (Linear(x, $"{own}.query", Hidden), Linear(x, $"{own}.key", Hidden), Linear(x, $"{own}.value", Hidden));
            var seen = attention.Mix(q, k, v, row, slots.Of(layer));
            x = LayerNorm(Linear(seen, $"{at}.attention.output.dense", Hidden).Plus(x), $"{at}.attention.output.LayerNorm", Epsilon);
            var both = Linear(x, $"{at}.mlp.gated_layers", 2 * Inner, bias: false);
            var inner = Matrix.Of(x.Rows(), Inner, (token, column) => Gate(both[token, column]) * both[token, Inner + column]);
            x = LayerNorm(Linear(inner, $"{at}.mlp.wo", Hidden).Plus(x), $"{at}.mlp.layernorm", Epsilon);
            states.Add(x);
        }
        return new HiddenStates(states, x);
    }

    private double Gate(double x) => gate == "reglu" ? Math.Max(x, 0) : Activations.Gelu(x);

    /// <summary>
    /// For a power of two, n: 2^(−8 / n), and that to the powers 2 to n. For other numbers the authors' code takes those of the power of two below, and for the
    /// heads left those of twice as many, the first, the third, the fifth.
    /// </summary>
    private double Slope(int head)
    {
        var below = (int)Math.Pow(2, Math.Floor(Math.Log2(heads)));
        return head < below ? Math.Pow(Math.Pow(2, -8.0 / below), head + 1) : Math.Pow(Math.Pow(2, -8.0 / (2 * below)), 2 * (head - below) + 1);
    }

    public override double[,] Classify(double[,] last, Row row) =>
        Linear(Linear(last.Pick([0]), "bert.pooler.dense", Hidden).Map(Math.Tanh), "classifier", Labels);

    public override double[,] ScoreWords(double[,] last)
    {
        var x = LayerNorm(Linear(last, "cls.predictions.transform.dense", Hidden).Map(Activations.Gelu), "cls.predictions.transform.LayerNorm", Epsilon);
        return ByWords(x, "bert.embeddings.word_embeddings", "cls.predictions.bias");
    }
}
