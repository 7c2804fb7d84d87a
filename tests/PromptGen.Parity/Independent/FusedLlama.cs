namespace PromptGen.Parity.Independent;

/// <summary>
/// Llama's layers with one matrix to queries, keys and values, and fewer heads of keys and values than of queries. Phi-3 (Abdin et al. 2024)
/// has the rows of all queries, then of all keys, then of all values. InternLM2 (Cai et al. 2024, section 2.2) and Falcon-40B have, for
/// one head of keys and values after the other, the rows of the queries that share it, then of its key, then of its value.
/// </summary>
internal sealed class FusedLlama(string modelType, int heads, int keyValueHeads) : PublishedModel
{
    private const double Epsilon = 1e-3;

    private int Width => heads * HeadSize;

    private bool IsByGroups => modelType == "grouped_heads";

    public override string Config => $$"""
        {
          "attention_bias": false, "hidden_act": "silu", "hidden_size": {{Width}}, "intermediate_size": {{Inner}}, "max_position_embeddings": 20,
          "model_type": "{{modelType}}", "num_attention_heads": {{heads}}, "num_hidden_layers": {{Layers}}, "num_key_value_heads": {{keyValueHeads}},
          "pad_token_id": 0, "rms_norm_eps": 1e-3, "rope_scaling": null, "rope_theta": 10000.0, "tie_word_embeddings": false, "vocab_size": {{Words}}
        }
        """;

    public override int KeyValueHeads => keyValueHeads;

    public override int TokenTypes => 1;

    public override HiddenStates Run(Row row, Slots slots)
    {
        var x = Embed("model.embed_tokens", Words, Width, row.Ids);
        var states = new List<double[,]> { x };
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"model.layers.{layer}";
            var normed = RootMeanSquareNorm(x, $"{at}.input_layernorm", Epsilon);
            var all = Linear(normed, $"{at}.self_attn.{(IsByGroups ? "wqkv" : "qkv_proj")}", (heads + 2 * keyValueHeads) * HeadSize, bias: false);
            var q = Rotary.ByHalves(Columns(all, heads, QueryRow), HeadSize, 10000, slots.Of(layer));
            var k = Rotary.ByHalves(Columns(all, keyValueHeads, head => KeyRow(head, 0)), HeadSize, 10000, slots.Of(layer));
            var v = Columns(all, keyValueHeads, head => KeyRow(head, 1));
            var seen = new Attention(heads, HeadSize) { KeyValueHeads = keyValueHeads, Sees = (query, token) => token <= query }.Mix(q, k, v, row, slots.Of(layer));
            x = x.Plus(Linear(seen, $"{at}.self_attn.o_proj", Width, bias: false));
            normed = RootMeanSquareNorm(x, $"{at}.post_attention_layernorm", Epsilon);
            var both = Linear(normed, $"{at}.mlp.gate_up_proj", 2 * Inner, bias: false);
            x = x.Plus(Linear(both.Slice(0, Inner).Map(Activations.Silu).Times(both.Slice(Inner, Inner)), $"{at}.mlp.down_proj", Width, bias: false));
            states.Add(x);
        }
        return new HiddenStates(states, RootMeanSquareNorm(x, "model.norm", Epsilon));
    }

    public override double[,] Classify(double[,] last, Row row) =>
        Linear(last.Pick([Enumerable.Range(0, row.Length).Last(token => row.IsToken[token])]), "score", Labels, bias: false);

    /// <summary>Which head's place of the matrix a head of queries has.</summary>
    private int QueryRow(int head)
    {
        if (!IsByGroups) return head;
        var shared = heads / keyValueHeads;
        return head / shared * (shared + 2) + head % shared;
    }

    /// <summary>Which head's place a key has, or a value.</summary>
    /// <param name="head">Of keys and values.</param>
    /// <param name="which">0: the key, 1: the value.</param>
    private int KeyRow(int head, int which) =>
        IsByGroups ? head * (heads / keyValueHeads + 2) + heads / keyValueHeads + which : heads + which * keyValueHeads + head;

    private static double[,] Columns(double[,] all, int count, Func<int, int> place) =>
        Matrix.Of(all.Rows(), count * HeadSize, (row, column) => all[row, place(column / HeadSize) * HeadSize + column % HeadSize]);
}
