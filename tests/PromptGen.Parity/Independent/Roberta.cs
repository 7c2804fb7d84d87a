namespace PromptGen.Parity.Independent;

/// <summary>XLM-RoBERTa (Conneau et al. 2020) and CamemBERT (Martin et al. 2020): RoBERTa, one segment, with other words.</summary>
/// <param name="modelType">Which.</param>
internal sealed class Roberta(string modelType) : BertLayers("roberta")
{
    public override string Config => $$"""
        {
          "architectures": ["ForMaskedLM"], "attention_probs_dropout_prob": 0.1, "bos_token_id": 0, "eos_token_id": 2, "hidden_act": "gelu",
          "hidden_dropout_prob": 0.1, "hidden_size": {{Hidden}}, "initializer_range": 0.02, "intermediate_size": {{Inner}}, "layer_norm_eps": 1e-3,
          "max_position_embeddings": 20, "model_type": "{{modelType}}", "num_attention_heads": {{Heads}}, "num_hidden_layers": {{Layers}},
          "output_past": true, "pad_token_id": 1, "type_vocab_size": 1, "vocab_size": {{Words}}
        }
        """;

    public override int TokenTypes => 1;

    public override int Padding => 1;

    protected override double[,] Embeddings(Row row, Slots slots)
    {
        var x = Embed("roberta.embeddings.word_embeddings", Words, Hidden, row.Ids)
            .Plus(Embed("roberta.embeddings.token_type_embeddings", 1, Hidden, row.TokenTypes))
            .Plus(Embed("roberta.embeddings.position_embeddings", 20, Hidden, PositionsAfterPadding(slots, row)));
        return LayerNorm(x, "roberta.embeddings.LayerNorm", Epsilon);
    }

    public override double[,] Classify(double[,] last, Row row) =>
        Linear(Linear(last.Pick([0]), "classifier.dense", Hidden).Map(Math.Tanh), "classifier.out_proj", Labels);

    public override double[,] ScoreWords(double[,] last)
    {
        var x = LayerNorm(Linear(last, "lm_head.dense", Hidden).Map(Activations.Gelu), "lm_head.layer_norm", Epsilon);
        return ByWords(x, "roberta.embeddings.word_embeddings", "lm_head.bias");
    }
}
