namespace PromptGen.Parity.Independent;

/// <summary>
/// Qwen2 (Yang et al. 2024), a decoder read as an encoder: each token sees itself and those before it, and every slot; biases in the projections to queries, keys and
/// values alone; norms, gate, rotary positions and shared heads of keys and values as in Llama.
/// </summary>
internal sealed class Qwen2 : PublishedModel
{
    private const double Epsilon = 1e-3;
    private const int Queries = 4;
    private const int Width = Queries * HeadSize;

    public override string Config => $$"""
        {
          "architectures": ["Qwen2ForCausalLM"], "attention_dropout": 0.0, "bos_token_id": 1, "eos_token_id": 2, "hidden_act": "silu", "hidden_size": {{Width}},
          "initializer_range": 0.02, "intermediate_size": {{Inner}}, "max_position_embeddings": 20, "max_window_layers": 3, "model_type": "qwen2",
          "num_attention_heads": {{Queries}}, "num_hidden_layers": {{Layers}}, "num_key_value_heads": {{KeyValueHeads}}, "rms_norm_eps": 1e-3, "rope_theta": 1000000.0,
          "sliding_window": 32, "tie_word_embeddings": true, "use_cache": true, "use_sliding_window": false, "vocab_size": {{Words}}
        }
        """;

    public override int KeyValueHeads => 2;

    public override int TokenTypes => 1;

    public override HiddenStates Run(Row row, Slots slots)
    {
        var x = Embed("model.embed_tokens", Words, Width, row.Ids);
        var states = new List<double[,]> { x };
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"model.layers.{layer}";
            var normed = RootMeanSquareNorm(x, $"{at}.input_layernorm", Epsilon);
            var q = Rotary.ByHalves(Linear(normed, $"{at}.self_attn.q_proj", Width), HeadSize, 1000000, slots.Of(layer));
            var k = Rotary.ByHalves(Linear(normed, $"{at}.self_attn.k_proj", KeyValueHeads * HeadSize), HeadSize, 1000000, slots.Of(layer));
            var v = Linear(normed, $"{at}.self_attn.v_proj", KeyValueHeads * HeadSize);
            var seen = new Attention(Queries, HeadSize) { KeyValueHeads = KeyValueHeads, Sees = (query, token) => token <= query }.Mix(q, k, v, row, slots.Of(layer));
            x = x.Plus(Linear(seen, $"{at}.self_attn.o_proj", Width, bias: false));
            normed = RootMeanSquareNorm(x, $"{at}.post_attention_layernorm", Epsilon);
            var gate = Linear(normed, $"{at}.mlp.gate_proj", Inner, bias: false).Map(Activations.Silu);
            x = x.Plus(Linear(gate.Times(Linear(normed, $"{at}.mlp.up_proj", Inner, bias: false)), $"{at}.mlp.down_proj", Width, bias: false));
            states.Add(x);
        }
        return new HiddenStates(states, RootMeanSquareNorm(x, "model.norm", Epsilon));
    }

    public override double[,] Classify(double[,] last, Row row) =>
        Linear(last.Pick([Enumerable.Range(0, row.Length).Last(token => row.IsToken[token])]), "score", Labels, bias: false);
}
