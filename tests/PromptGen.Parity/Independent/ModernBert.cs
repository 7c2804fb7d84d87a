namespace PromptGen.Parity.Independent;

/// <summary>
/// ModernBERT (Warner et al. 2024): no biases, norms before the blocks (none before the first attention, whose input the embeddings have normed),
/// every third layer global and the others within a window, rotary positions with a base for each kind, and a gated feed-forward.
/// </summary>
/// <param name="pooling">What the classifier reads: <c>cls</c>, the first token, or <c>mean</c>, the mean of all.</param>
/// <param name="bases">How the configuration says the bases of the rotary positions.</param>
internal sealed class ModernBert(string pooling, RotaryBases bases = RotaryBases.TwoKeys) : PublishedModel
{
    private const double Epsilon = 1e-3;
    private const int Window = 6; // so 3 tokens to each side

    public override string Config => $$"""
        {
          "architectures": ["ModernBertForMaskedLM"], "attention_bias": false, "attention_dropout": 0.0, "bos_token_id": 2, "classifier_activation": "gelu",
          "classifier_bias": false, "classifier_dropout": 0.0, "classifier_pooling": "{{pooling}}", "cls_token_id": 2, "decoder_bias": true,
          "deterministic_flash_attn": false, "embedding_dropout": 0.0, "eos_token_id": 3, "global_attn_every_n_layers": 3, {{Bases}},
          "gradient_checkpointing": false, "hidden_activation": "gelu", "hidden_size": {{Hidden}}, "initializer_cutoff_factor": 2.0,
          "initializer_range": 0.02, "intermediate_size": {{Inner}}, "layer_norm_eps": 1e-3, "local_attention": {{Window}},
          "max_position_embeddings": 20, "mlp_bias": false, "mlp_dropout": 0.0, "model_type": "modernbert", "norm_bias": false, "norm_eps": 1e-3,
          "num_attention_heads": {{Heads}}, "num_hidden_layers": {{Layers}}, "pad_token_id": 0, "position_embedding_type": "absolute",
          "sep_token_id": 3, "tie_word_embeddings": true, "vocab_size": {{Words}}
        }
        """;

    // As transformers 4 saves them, as it did with no local base of its own, and as transformers 5 does.
    private string Bases => bases switch
    {
        RotaryBases.TwoKeys => """
            "global_rope_theta": 160000.0, "local_rope_theta": 10000.0
            """,
        RotaryBases.OneKey => """
            "global_rope_theta": 160000.0, "local_rope_theta": null
            """,
        _ => """
            "layer_types": ["full_attention", "sliding_attention", "sliding_attention", "full_attention", "sliding_attention"],
            "rope_parameters": {
              "full_attention": { "rope_theta": 80000.0, "rope_type": "default" }, "sliding_attention": { "rope_theta": 3000.0, "rope_type": "default" }
            }
            """,
    };

    private (double Global, double Local) Base => bases switch
    {
        RotaryBases.TwoKeys => (160000, 10000),
        RotaryBases.OneKey => (160000, 160000),
        _ => (80000, 3000),
    };

    /// <summary>Global, two local, global, local.</summary>
    public override int Layers => 5;

    public override int TokenTypes => 1;

    public override HiddenStates Run(Row row, Slots slots)
    {
        var x = Norm(Embed("model.embeddings.tok_embeddings", Words, Hidden, row.Ids), "model.embeddings.norm");
        var states = new List<double[,]> { x };
        for (var layer = 0; layer < Layers; layer++)
        {
            var (at, isGlobal) = ($"model.layers.{layer}", layer % 3 == 0);
            var qkv = Linear(layer == 0 ? x : Norm(x, $"{at}.attn_norm"), $"{at}.attn.Wqkv", 3 * Hidden, bias: false);
            var (q, k, v) = (qkv.Slice(0, Hidden), qkv.Slice(Hidden, Hidden), qkv.Slice(2 * Hidden, Hidden));
            var @base = isGlobal ? Base.Global : Base.Local;
            var attention = new Attention(Heads, HeadSize) { Sees = (i, j) => isGlobal || Math.Abs(i - j) <= Window / 2 };
            var here = slots.Of(layer);
            var seen = attention.Mix(Rotary.ByHalves(q, HeadSize, @base, here), Rotary.ByHalves(k, HeadSize, @base, here), v, row, here);
            x = x.Plus(Linear(seen, $"{at}.attn.Wo", Hidden, bias: false));
            var gated = Linear(Norm(x, $"{at}.mlp_norm"), $"{at}.mlp.Wi", 2 * Inner, bias: false);
            var inner = gated.Slice(0, Inner).Map(Activations.Gelu).Times(gated.Slice(Inner, Inner));
            x = x.Plus(Linear(inner, $"{at}.mlp.Wo", Hidden, bias: false));
            states.Add(x);
        }
        return new HiddenStates(states, Norm(x, "model.final_norm"));
    }

    public override double[,] Classify(double[,] last, Row row) => 
        Linear(HeadOf(pooling == "mean" ? Mean(last, row) : last.Pick([0])), "classifier", Labels);

    public override double[,] ScoreWords(double[,] last) => ByWords(HeadOf(last), "model.embeddings.tok_embeddings", "decoder.bias");

    private double[,] HeadOf(double[,] x) => Norm(Linear(x, "head.dense", Hidden, bias: false).Map(Activations.Gelu), "head.norm");

    private double[,] Norm(double[,] x, string path) => LayerNorm(x, path, Epsilon, bias: false);
}

/// <summary>How a ModernBERT's configuration says the bases of its rotary positions.</summary>
internal enum RotaryBases
{
    TwoKeys,
    OneKey,
    ByLayerType,
}
