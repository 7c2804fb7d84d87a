namespace PromptGen.Parity.Independent;

/// <summary>RoFormer (Su et al. 2021): BERT with rotary positions of neighboring axes instead of learned ones.</summary>
/// <param name="width">Of the embeddings; where it is not the layers', a projection follows.</param>
internal sealed class RoFormer(int width) : BertLayers("roformer")
{
    public override string Config => $$"""
        {
          "architectures": ["RoFormerForMaskedLM"], "attention_probs_dropout_prob": 0.1, "embedding_size": {{width}}, "hidden_act": "gelu",
          "hidden_dropout_prob": 0.1, "hidden_size": {{Hidden}}, "initializer_range": 0.02, "intermediate_size": {{Inner}}, "layer_norm_eps": 1e-3,
          "max_position_embeddings": 20, "model_type": "roformer", "num_attention_heads": {{Heads}}, "num_hidden_layers": {{Layers}},
          "pad_token_id": 0, "rotary_value": false, "type_vocab_size": 2, "use_cache": true, "vocab_size": {{Words}}
        }
        """;

    protected override double[,] Embeddings(Row row, Slots slots)
    {
        // The sines of all positions, then their cosines.
        Weights.Store("roformer.encoder.embed_positions.weight", Matrix.Of(20, HeadSize, (position, axis) =>
            Math.Sin(position * Math.Pow(10000, -2.0 * (axis % (HeadSize / 2)) / HeadSize) + (axis < HeadSize / 2 ? 0 : Math.PI / 2))));
        var x = Embed("roformer.embeddings.word_embeddings", Words, width, row.Ids)
            .Plus(Embed("roformer.embeddings.token_type_embeddings", 2, width, row.TokenTypes));
        var normed = LayerNorm(x, "roformer.embeddings.LayerNorm", Epsilon);
        return width == Hidden ? normed : Linear(normed, "roformer.embeddings_project", Hidden);
    }

    protected override double[,] Attend(double[,] q, double[,] k, double[,] v, Row row, LayerSlots slots, string path) =>
        base.Attend(Rotary.ByNeighbors(q, HeadSize, 10000, slots), Rotary.ByNeighbors(k, HeadSize, 10000, slots), v, row, slots, path);

    public override double[,] Classify(double[,] last, Row row) =>
        Linear(Linear(last.Pick([0]), "classifier.dense", Hidden).Map(Activations.Gelu), "classifier.out_proj", Labels);

    public override double[,] ScoreWords(double[,] last)
    {
        var x = LayerNorm(Linear(last, "cls.predictions.transform.dense", width).Map(Activations.Gelu), "cls.predictions.transform.LayerNorm", Epsilon);
        return ByWords(x, "roformer.embeddings.word_embeddings", "cls.predictions.bias");
    }
}
