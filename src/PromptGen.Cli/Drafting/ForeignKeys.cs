namespace PromptGen.Cli.Drafting;

/// <summary>Keys of configurations that say something for which the language has no word.</summary>
internal static class ForeignKeys
{
    private static readonly (string[] Keys, string[] Harmless, string What)[] Known =
    [
        (["partial_rotary_factor", "rotary_pct", "rotary_emb_fraction", "rotary_percentage"], ["1", "1.0"], "turns only a part of each head by its position"),
        (["rope_scaling", "rotary_scaling_factor", "rotary_emb_scale_base"], [], "scales rotary positions"),
        (["attn_logit_softcapping", "attention_logit_softcapping", "final_logit_softcapping"], [], "limits scores by a tanh"),
        (["use_parallel_residual", "parallel_attn", "parallel_block", "parallel_attention"], ["false"], "runs attention and feed-forward side by side, not one after the other"),
        (["num_experts", "num_local_experts", "n_routed_experts", "moe_num_experts"], ["0", "1"], "chooses among several feed-forward blocks"),
        (["use_qk_norm", "qk_norm", "qk_layernorm", "use_qk_layernorm"], ["false"], "normalizes queries and keys"),
        (["embedding_multiplier", "residual_multiplier", "attention_multiplier", "logits_scaling", "scale_emb", "scale_depth", "query_pre_attn_scalar"], ["1", "1.0"], "scales what flows through the encoder"),
        (["use_bottleneck", "use_bottleneck_attention"], ["false"], "puts a narrower layer into each layer"),
        (["key_query_shared_bottleneck"], ["false"], "makes queries and keys of a narrower input"),
        (["num_feedforward_networks"], ["1"], "has several feed-forward blocks in a layer, each of which is a block of its own"),
        (["trigram_input"], ["false"], "joins each embedding with those of its neighbors"),
        (["block_sizes", "pooling_type", "truncate_seq"], [], "shortens rows from block to block"),
        (["sliding_window", "attention_window"], [], "lets tokens of some layers see a part of the row alone, and names no layers; write 'window' where that is so"),
        (["attention_type"], ["\"original_full\"", "\"full\"", "\"softmax\""], "computes attention in a way of its own, such as BigBird's over chosen blocks"),
        (["token_dropout"], ["false"], "scales embeddings by the share of mask tokens in a row"),
        (["use_task_id"], ["false"], "adds a table of task types"),
        (["scale_attn_by_inverse_layer_idx"], ["false"], "scales attention by the number of the layer"),
        (["normalization_type"], ["\"layer_norm\""], "normalizes in a way of its own, such as MobileBERT's by weight and bias alone"),
    ];

    /// <summary>What a key's value says that a schema cannot; null: it is not known to.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value, as JSON.</param>
    public static string? Meaning(string key, string value) =>
        Known.Where(known => known.Keys.Contains(key) && !known.Harmless.Contains(value)).Select(known => known.What).FirstOrDefault();

    /// <summary>Whether a key is one of these with a value that changes nothing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value, as JSON.</param>
    public static bool IsHarmless(string key, string value) => Known.Any(known => known.Keys.Contains(key) && known.Harmless.Contains(value));
}
