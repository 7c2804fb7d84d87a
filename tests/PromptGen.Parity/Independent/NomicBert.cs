namespace PromptGen.Parity.Independent;

/// <summary>
/// Nomic BERT (Nussbaum et al. 2024): BERT's norms after the blocks, with rotary positions instead of learned ones, one map to queries, keys and values,
/// no biases but in the norms, and a feed-forward whose second map, by SiLU, is the gate of the first (SwiGLU).
/// </summary>
internal sealed class NomicBert : PublishedModel
{
    private const double Epsilon = 1e-3;

    public override string Config => $$"""
        {
          "activation_function": "swiglu", "architectures": ["NomicBertModel"], "attn_pdrop": 0.0, "bos_token_id": null, "causal": false,
          "dense_seq_output": true, "embd_pdrop": 0.0, "eos_token_id": null, "fused_bias_fc": true, "fused_dropout_add_ln": true,
          "initializer_range": 0.02, "layer_norm_epsilon": 1e-3, "max_trained_positions": 2048, "mlp_fc1_bias": false, "mlp_fc2_bias": false,
          "model_type": "nomic_bert", "n_embd": {{Hidden}}, "n_head": {{Heads}}, "n_inner": {{Inner}}, "n_layer": {{Layers}}, "n_positions": 8192,
          "pad_vocab_size_multiple": 64, "parallel_block": false, "parallel_block_tied_norm": false, "prenorm": false, "qkv_proj_bias": false,
          "reorder_and_upcast_attn": false, "resid_pdrop": 0.0, "rotary_emb_base": 1000, "rotary_emb_fraction": 1.0, "rotary_emb_interleaved": false,
          "rotary_emb_scale_base": null, "rotary_scaling_factor": null, "scale_attn_by_inverse_layer_idx": false, "scale_attn_weights": true,
          "summary_activation": null, "summary_first_dropout": 0.0, "summary_proj_to_labels": true, "summary_type": "cls_index",
          "summary_use_proj": true, "type_vocab_size": 2, "use_cache": true, "use_flash_attn": true, "use_rms_norm": false, "use_xentropy": true,
          "vocab_size": {{Words}}
        }
        """;

    public override HiddenStates Run(Row row, Slots slots)
    {
        var embedded = Embed("embeddings.word_embeddings", Words, Hidden, row.Ids).Plus(Embed("embeddings.token_type_embeddings", 2, Hidden, row.TokenTypes));
        var x = LayerNorm(embedded, "emb_ln", Epsilon);
        var states = new List<double[,]> { x };
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"encoder.layers.{layer}";
            var qkv = Linear(x, $"{at}.attn.Wqkv", 3 * Hidden, bias: false);
            var (q, k, v) = (qkv.Slice(0, Hidden), qkv.Slice(Hidden, Hidden), qkv.Slice(2 * Hidden, Hidden));
            var here = slots.Of(layer);
            var seen = new Attention(Heads, HeadSize).Mix(Rotary.ByHalves(q, HeadSize, 1000, here), Rotary.ByHalves(k, HeadSize, 1000, here), v, row, here);
            x = LayerNorm(Linear(seen, $"{at}.attn.out_proj", Hidden, bias: false).Plus(x), $"{at}.norm1", Epsilon);
            var inner = Linear(x, $"{at}.mlp.fc11", Inner, bias: false).Times(Linear(x, $"{at}.mlp.fc12", Inner, bias: false).Map(Activations.Silu));
            x = LayerNorm(Linear(inner, $"{at}.mlp.fc2", Hidden, bias: false).Plus(x), $"{at}.norm2", Epsilon);
            states.Add(x);
        }
        return new HiddenStates(states, x);
    }
}
