namespace PromptGen.Parity.Independent;

/// <summary>ELECTRA (Clark et al. 2020): BERT whose embeddings may be narrower than the layers, with a projection between where they are.</summary>
/// <param name="width">Of the embeddings.</param>
internal sealed class Electra(int width) : BertLayers("electra")
{
    public override string Config => $$"""
        {
          "architectures": ["ElectraForPreTraining"], "attention_probs_dropout_prob": 0.1, "embedding_size": {{width}}, "hidden_act": "gelu",
          "hidden_dropout_prob": 0.1, "hidden_size": {{Hidden}}, "initializer_range": 0.02, "intermediate_size": {{Inner}}, "layer_norm_eps": 1e-3,
          "max_position_embeddings": 20, "model_type": "electra", "num_attention_heads": {{Heads}}, "num_hidden_layers": {{Layers}}, "pad_token_id": 0,
          "position_embedding_type": "absolute", "summary_activation": "gelu", "summary_last_dropout": 0.1, "summary_type": "first",
          "summary_use_proj": true, "type_vocab_size": 2, "vocab_size": {{Words}}
        }
        """;

    protected override double[,] Embeddings(Row row, Slots slots)
    {
        var x = Embed("electra.embeddings.word_embeddings", Words, width, row.Ids)
            .Plus(Embed("electra.embeddings.token_type_embeddings", 2, width, row.TokenTypes))
            .Plus(Embed("electra.embeddings.position_embeddings", 20, width, PositionsBehind(slots, row)));
        var normed = LayerNorm(x, "electra.embeddings.LayerNorm", Epsilon);
        return width == Hidden ? normed : Linear(normed, "electra.embeddings_project", Hidden);
    }

    /// <summary>Its activation is gelu, where BERT has tanh (<c>ElectraClassificationHead</c>).</summary>
    public override double[,] Classify(double[,] last, Row row) =>
        Linear(Linear(last.Pick([0]), "classifier.dense", Hidden).Map(Activations.Gelu), "classifier.out_proj", Labels);

    /// <summary>The generator's head.</summary>
    public override double[,] ScoreWords(double[,] last)
    {
        var x = LayerNorm(Linear(last, "generator_predictions.dense", width).Map(Activations.Gelu), "generator_predictions.LayerNorm", Epsilon);
        return ByWords(x, "electra.embeddings.word_embeddings", "generator_lm_head.bias");
    }
}
