namespace PromptGen.Parity.Independent;

/// <summary>
/// EuroBERT (Boizard et al. 2025): Llama's layers, each token seeing all: root mean square norms before the blocks, no biases, several query heads to one
/// of keys and values, rotary positions, and a feed-forward gated by SiLU with maps of its own.
/// </summary>
/// <param name="pooling">
/// What the classifier gives: <c>late</c>, the mean of the scores of all tokens; <c>mean</c>, the scores of their mean; <c>bos</c>, those of the first.
/// </param>
/// <param name="nested">Whether the configuration is one that transformers 5 saves: the base of the rotary positions is in an object, and pooling has another key.</param>
internal sealed class EuroBert(string pooling, bool nested = false) : PublishedModel
{
    private const double Epsilon = 1e-3;
    private const int Queries = 4;
    private const int Width = Queries * HeadSize;

    public override string Config => $$"""
        {
          "architectures": ["EuroBertForMaskedLM"], "attention_bias": false, "attention_dropout": 0.0, "bos_token_id": 1, {{(nested ? "\"classifier_pooling\"" : "\"clf_pooling\"")}}: "{{pooling}}",
          "eos_token_id": 2, "head_dim": {{HeadSize}}, "hidden_act": "silu", "hidden_dropout": 0.0, "hidden_size": {{Width}}, "initializer_range": 0.02,
          "intermediate_size": {{Inner}}, "mask_token_id": 3, "max_position_embeddings": 20, "mlp_bias": false, "model_type": "eurobert",
          "num_attention_heads": {{Queries}}, "num_hidden_layers": {{Layers}}, "num_key_value_heads": {{KeyValueHeads}}, "pad_token_id": 2,
          "pretraining_tp": 1, "rms_norm_eps": 1e-3, {{(nested ? "\"rope_parameters\": { \"rope_theta\": 250000, \"rope_type\": \"default\" }" : "\"rope_scaling\": null, \"rope_theta\": 250000")}}, "tie_word_embeddings": false, "use_cache": false,
          "vocab_size": {{Words}}
        }
        """;

    public override int KeyValueHeads => 2;

    public override int TokenTypes => 1;

    public override int Padding => 2;

    public override HiddenStates Run(Row row, Slots slots)
    {
        var x = Embed("model.embed_tokens", Words, Width, row.Ids);
        var states = new List<double[,]> { x };
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"model.layers.{layer}";
            var normed = RootMeanSquareNorm(x, $"{at}.input_layernorm", Epsilon);
            var q = Rotary.ByHalves(Linear(normed, $"{at}.self_attn.q_proj", Width, bias: false), HeadSize, 250000, slots.Of(layer));
            var k = Rotary.ByHalves(Linear(normed, $"{at}.self_attn.k_proj", KeyValueHeads * HeadSize, bias: false), HeadSize, 250000, slots.Of(layer));
            var v = Linear(normed, $"{at}.self_attn.v_proj", KeyValueHeads * HeadSize, bias: false);
            var seen = new Attention(Queries, HeadSize) { KeyValueHeads = KeyValueHeads }.Mix(q, k, v, row, slots.Of(layer));
            x = x.Plus(Linear(seen, $"{at}.self_attn.o_proj", Width, bias: false));
            normed = RootMeanSquareNorm(x, $"{at}.post_attention_layernorm", Epsilon);
            var gate = Linear(normed, $"{at}.mlp.gate_proj", Inner, bias: false).Map(Activations.Silu);
            var inner = gate.Times(Linear(normed, $"{at}.mlp.up_proj", Inner, bias: false));
            x = x.Plus(Linear(inner, $"{at}.mlp.down_proj", Width, bias: false));
            states.Add(x);
        }
        return new HiddenStates(states, RootMeanSquareNorm(x, "model.norm", Epsilon));
    }

    public override double[,] Classify(double[,] last, Row row) => pooling switch
    {
        "late" => Mean(Scores(last), row),
        "mean" => Scores(Mean(last, row)),
        _ => Scores(last.Pick([0])),
    };

    private double[,] Scores(double[,] x) => Linear(Linear(x, "dense", Width).Map(Activations.Gelu), "classifier", Labels);
}
