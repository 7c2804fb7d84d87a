namespace PromptGen.Parity.Independent;

/// <summary>
/// ALBERT (Lan et al. 2020): narrow embeddings, mapped to the layers' width once, and groups of layers that share their weights. A prefix has keys and
/// values of its own in each layer all the same: what is shared is the model.
/// </summary>
internal sealed class Albert(int layers, int groups) : PublishedModel
{
    private const int Width = 10;
    private const double Epsilon = 1e-3;

    public override string Config => $$"""
        {
          "architectures": ["AlbertForMaskedLM"], "attention_probs_dropout_prob": 0, "bos_token_id": 2, "classifier_dropout_prob": 0.1,
          "down_scale_factor": 1, "embedding_size": {{Width}}, "eos_token_id": 3, "gap_size": 0, "hidden_act": "gelu_new", "hidden_dropout_prob": 0,
          "hidden_size": {{Hidden}}, "initializer_range": 0.02, "inner_group_num": 1, "intermediate_size": {{Inner}}, "layer_norm_eps": 1e-3,
          "max_position_embeddings": 20, "model_type": "albert", "net_structure_type": 0, "num_attention_heads": {{Heads}},
          "num_hidden_groups": {{groups}}, "num_hidden_layers": {{layers}}, "num_memory_blocks": 0, "pad_token_id": 0, "type_vocab_size": 2,
          "vocab_size": {{Words}}
        }
        """;

    public override int Layers => layers;

    public override HiddenStates Run(Row row, Slots slots)
    {
        var embedded = Embed("albert.embeddings.word_embeddings", Words, Width, row.Ids)
            .Plus(Embed("albert.embeddings.token_type_embeddings", 2, Width, row.TokenTypes))
            .Plus(Embed("albert.embeddings.position_embeddings", 20, Width, PositionsBehind(slots, row)));
        var x = Linear(LayerNorm(embedded, "albert.embeddings.LayerNorm", Epsilon), "albert.encoder.embedding_hidden_mapping_in", Hidden);
        var states = new List<double[,]> { x };
        for (var layer = 0; layer < layers; layer++)
        {
            var at = $"albert.encoder.albert_layer_groups.{layer * groups / layers}.albert_layers.0";
            var (q, k, v) = (Linear(x, $"{at}.attention.query", Hidden), Linear(x, $"{at}.attention.key", Hidden), Linear(x, $"{at}.attention.value", Hidden));
            var seen = new Attention(Heads, HeadSize).Mix(q, k, v, row, slots.Of(layer));
            x = LayerNorm(Linear(seen, $"{at}.attention.dense", Hidden).Plus(x), $"{at}.attention.LayerNorm", Epsilon);
            var inner = Linear(x, $"{at}.ffn", Inner).Map(Activations.GeluNew);
            x = LayerNorm(Linear(inner, $"{at}.ffn_output", Hidden).Plus(x), $"{at}.full_layer_layer_norm", Epsilon);
            states.Add(x);
        }
        return new HiddenStates(states, x);
    }

    /// <summary>By the pooler, which is the encoder's.</summary>
    public override double[,] Classify(double[,] last, Row row) => Linear(Linear(last.Pick([0]), "albert.pooler", Hidden).Map(Math.Tanh), "classifier", Labels);

    public override double[,] ScoreWords(double[,] last)
    {
        var x = LayerNorm(Linear(last, "predictions.dense", Width).Map(Activations.GeluNew), "predictions.LayerNorm", Epsilon);
        return ByWords(x, "albert.embeddings.word_embeddings", "predictions.bias");
    }
}
