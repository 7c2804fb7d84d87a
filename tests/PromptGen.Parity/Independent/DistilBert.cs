namespace PromptGen.Parity.Independent;

/// <summary>DistilBERT (Sanh et al. 2019): BERT without segments and pooler.</summary>
internal sealed class DistilBert : PublishedModel
{
    private const double Epsilon = 1e-12; // no configuration has it

    public override string Config => $$"""
        {
          "activation": "gelu", "architectures": ["DistilBertForMaskedLM"], "attention_dropout": 0.1, "dim": {{Hidden}}, "dropout": 0.1,
          "hidden_dim": {{Inner}}, "initializer_range": 0.02, "max_position_embeddings": 20, "model_type": "distilbert", "n_heads": {{Heads}},
          "n_layers": {{Layers}}, "pad_token_id": 0, "qa_dropout": 0.1, "seq_classif_dropout": 0.2, "sinusoidal_pos_embds": false,
          "tie_weights_": true, "vocab_size": {{Words}}
        }
        """;

    public override int TokenTypes => 1;

    public override HiddenStates Run(Row row, Slots slots)
    {
        var words = Embed("distilbert.embeddings.word_embeddings", Words, Hidden, row.Ids);
        var positions = Embed("distilbert.embeddings.position_embeddings", 20, Hidden, PositionsBehind(slots, row));
        var x = LayerNorm(words.Plus(positions), "distilbert.embeddings.LayerNorm", Epsilon);
        var states = new List<double[,]> { x };
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"distilbert.transformer.layer.{layer}";
            var own = $"{at}.attention";
            var (q, k, v) = (Linear(x, $"{own}.q_lin", Hidden), Linear(x, $"{own}.k_lin", Hidden), Linear(x, $"{own}.v_lin", Hidden));
            var seen = new Attention(Heads, HeadSize).Mix(q, k, v, row, slots.Of(layer));
            x = LayerNorm(Linear(seen, $"{own}.out_lin", Hidden).Plus(x), $"{at}.sa_layer_norm", Epsilon);
            var inner = Linear(x, $"{at}.ffn.lin1", Inner).Map(Activations.Gelu);
            x = LayerNorm(Linear(inner, $"{at}.ffn.lin2", Hidden).Plus(x), $"{at}.output_layer_norm", Epsilon);
            states.Add(x);
        }
        return new HiddenStates(states, x);
    }

    public override double[,] Classify(double[,] last, Row row) =>
        Linear(Linear(last.Pick([0]), "pre_classifier", Hidden).Map(Activations.Relu), "classifier", Labels);

    public override double[,] ScoreWords(double[,] last)
    {
        var x = LayerNorm(Linear(last, "vocab_transform", Hidden).Map(Activations.Gelu), "vocab_layer_norm", Epsilon);
        return ByWords(x, "distilbert.embeddings.word_embeddings", "vocab_projector.bias");
    }
}
