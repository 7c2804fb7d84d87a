namespace PromptGen.Parity.Independent;

/// <summary>
/// BERT with the relative keys of Shaw et al. (2018, without their relative values), whom Huang et al. (2020, method 4) follow by multiplying keys with them too:
/// in each layer a vector for every distance, the same for all heads. As in Hugging Face's BERT before version 5, whose checkpoints keep the table of positions
/// that nothing reads.
/// </summary>
/// <param name="type">The <c>position_embedding_type</c>.</param>
internal sealed class BertRelative(string type) : BertLayers("bert")
{
    private const int Positions = 20;

    public override string Config => $$"""
        {
          "architectures": ["BertForMaskedLM"], "attention_probs_dropout_prob": 0.1, "gradient_checkpointing": false, "hidden_act": "gelu",
          "hidden_dropout_prob": 0.1, "hidden_size": {{Hidden}}, "initializer_range": 0.02, "intermediate_size": {{Inner}}, "layer_norm_eps": 1e-3,
          "max_position_embeddings": {{Positions}}, "model_type": "bert", "num_attention_heads": {{Heads}}, "num_hidden_layers": {{Layers}}, "pad_token_id": 0,
          "position_embedding_type": "{{type}}", "type_vocab_size": 2, "vocab_size": {{Words}}
        }
        """;

    /// <summary>As many as there are positions, so that the outermost vectors are used, since a prefix takes none of them; or fewer, so that the table has others.</summary>
    public override int Tokens => type == "relative_key" ? Positions : 11;

    protected override double[,] Embeddings(Row row, Slots slots)
    {
        _ = Weights.Matrix($"{Root}.embeddings.position_embeddings.weight", Positions, Hidden);
        var x = Embed($"{Root}.embeddings.word_embeddings", Words, Hidden, row.Ids)
            .Plus(Embed($"{Root}.embeddings.token_type_embeddings", 2, Hidden, row.TokenTypes));
        return LayerNorm(x, $"{Root}.embeddings.LayerNorm", Epsilon);
    }

    protected override double[,] Attend(double[,] q, double[,] k, double[,] v, Row row, LayerSlots slots, string path)
    {
        var distances = Weights.Matrix($"{path}.distance_embedding.weight", 2 * Positions - 1, HeadSize);
        var attention = new Attention(Heads, HeadSize)
        {
            Bias = (head, i, j) =>
            {
                var score = 0.0;
                for (var axis = 0; axis < HeadSize; axis++)
                {
                    var relative = distances[i - j + Positions - 1, axis];
                    score += q[i, head * HeadSize + axis] * relative;
                    if (type == "relative_key_query") score += k[j, head * HeadSize + axis] * relative;
                }
                return score / Math.Sqrt(HeadSize);
            },
        };
        return attention.Mix(q, k, v, row, slots);
    }

    public override double[,] Classify(double[,] last, Row row) =>
        Linear(Linear(last.Pick([0]), "bert.pooler.dense", Hidden).Map(Math.Tanh), "classifier", Labels);

    public override double[,] ScoreWords(double[,] last)
    {
        var x = LayerNorm(Linear(last, "cls.predictions.transform.dense", Hidden).Map(Activations.Gelu), "cls.predictions.transform.LayerNorm", Epsilon);
        return ByWords(x, "bert.embeddings.word_embeddings", "cls.predictions.bias");
    }
}
