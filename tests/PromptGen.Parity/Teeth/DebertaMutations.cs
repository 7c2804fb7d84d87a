namespace PromptGen.Parity.Teeth;

/// <summary>The errors that somebody porting DeBERTa makes.</summary>
internal static class DebertaMutations
{
    public static IReadOnlyList<Mutation> All =>
    [
        new("content-to-position scores take distances backwards", ["deberta_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("RelativePositions.QueriesAgainst", "Skewed(q, keys.index_select(1, descending))", "Skewed(q, keys.index_select(1, ascending))")),

        new("position-to-content scores take distances backwards", ["deberta_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("RelativePositions.KeysAgainst", "Skewed(k, queries.index_select(1, ascending))", "Skewed(k, queries.index_select(1, descending))")),

        new("position-to-content scores stay by key and query", ["deberta_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("RelativePositions.KeysAgainst", "Skewed(k, queries.index_select(1, ascending)).transpose(2, 3)", "Skewed(k, queries.index_select(1, ascending))")),

        new("disentangled scores are scaled by the head size alone", ["deberta_seq_cls", "deberta_seq_cls_c2p"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DisentangledAttention.Attend", "Math.Sqrt(q.shape[3] * terms)", "Math.Sqrt(q.shape[3])")),

        new("disentangled scores are scaled as if there were always three terms", ["deberta_seq_cls", "deberta_seq_cls_c2p"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DisentangledAttention.Attend", "Math.Sqrt(q.shape[3] * terms)", "Math.Sqrt(q.shape[3] * 3)")),

        new("position-to-content scores are not scaled", ["deberta_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DisentangledAttention.Attend", "pq.Over(scale)", "pq")),

        new("the scores of the prefix are not scaled", ["deberta_seq_cls"],
            ["prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DisentangledAttention.Attend", "matmul(q, prefix.Key", "matmul(q * scale, prefix.Key")),

        new("the prefix stands at the distances of the first tokens", ["deberta_seq_cls", "deberta_seq_cls_c2p"],
            ["prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DisentangledAttention.Attend", "cat([matmul(q, prefix.Key.to(q.dtype).transpose(2, 3)), scores], 3)",
                "cat([matmul(q, prefix.Key.to(q.dtype).transpose(2, 3)) + relative.QueriesAgainst(pk!, q).narrow(3, 0, prefix.Length), scores], 3)")),

        new("the prefix moves the tokens away from each other", ["deberta_seq_cls", "deberta_seq_cls_c2p"],
            ["prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaEncoder.Prepare", "relativePositions.Forward(input.Ids.shape[1])", "relativePositions.Forward(input.Ids.shape[1], positions.min().item<long>())"),
            new Substitution("DebertaRelativePositions.Forward", "Forward(long tokens) =>", "Forward(long tokens, long shift) =>"),
            new Substitution("DebertaRelativePositions.Forward", "RelativePositions.Of(table.weight!, tokens, farthest)", "RelativePositions.Of(table.weight!, tokens, farthest, 0, shift)"),
            new Substitution("RelativePositions.Of", "int farthest, int buckets = 0)", "int farthest, int buckets = 0, long shift = 0)"),
            new Substitution("RelativePositions.Of", "Rows(tokens, farthest, buckets);", "Rows(tokens, farthest, buckets, shift);"),
            new Substitution("RelativePositions.Rows", "Rows(long tokens, int farthest, int buckets)", "Rows(long tokens, int farthest, int buckets, long shift)"),
            new Substitution("RelativePositions.Rows", "i - (tokens - 1);", "i - (tokens - 1) - shift;")),

        new("the table of distances is read from its first row", ["deberta_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("RelativePositions.Rows", "distance) + span, 0,", "distance) + Math.Min(tokens, span), 0,")),

        new("the farthest distance but one counts as the farthest", ["deberta_seq_cls_c2p"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("RelativePositions.Rows", "2 * span - 1);", "2 * span - 2);")),

        new("nothing is learned in the table of distances", ["deberta_seq_cls"],
            ["plain: grad.deberta.encoder.rel_embeddings.weight"],
            new Substitution("DebertaRelativePositions.Forward", "RelativePositions.Of(table.weight!,", "RelativePositions.Of(table.weight!.detach(),")),

        new("DeBERTa's fused projection is read as three blocks", ["deberta_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaAttention.Forward", "HeadAxis.SplitPerHead(", "HeadAxis.SplitBlocks(")),

        new("queries have no bias", ["deberta_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaAttention.Forward", "q = queryBias.forward(q);", "")),

        new("values have no bias", ["deberta_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaAttention.Forward", "v = valueBias.forward(v);", "")),

        new("padding sees the tokens", ["deberta_seq_cls"],
            ["plain: hidden.1", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DisentangledAttention.Attend", "mask.OnlySeeing(matmul(weights, v))", "matmul(weights, v)")),

        new("padding sees the prefix", ["deberta_seq_cls"],
            ["prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("AttentionMask.BetweenTokens", "BetweenTokens(Tensor mask) => new(mask.IsNot(0).unsqueeze(1).unsqueeze(1),",
                "BetweenTokens(Tensor mask) => new(mask.IsNot(0).unsqueeze(1).unsqueeze(1).logical_and(mask.IsNot(0).unsqueeze(1).unsqueeze(3)),"),
            new Substitution("DisentangledAttention.Attend", "mask.OnlySeeing(matmul(weights, v));", "prefix is null ? mask.OnlySeeing(matmul(weights, v)) : matmul(weights, v);")),

        new("padding is seen by disentangled attention", ["deberta_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("AttentionMask.BetweenTokens", "BetweenTokens(Tensor mask) => new(mask.IsNot(0)", "BetweenTokens(Tensor mask) => new(mask.ge(0)")),

        new("embeddings of padding are not zero", ["deberta_seq_cls"],
            ["plain: hidden.0", "prefix: hidden.0", "prefix_mlp: hidden.0"],
            new Substitution("DebertaEncoder.ZeroesPadding", "ZeroesPadding => true", "ZeroesPadding => false")),

        new("embeddings of padding are not zero beside a convolution", ["deberta_v2_seq_cls"],
            ["plain: hidden.0"],
            new Substitution("DebertaV2Encoder.ZeroesPadding", "ZeroesPadding => true", "ZeroesPadding => false")),

        new("the authors' prefix over DeBERTa v2 zeroes the embeddings of padding", ["deberta_v2_seq_cls", "deberta_v2_tok_cls"],
            ["prefix: hidden.0", "prefix_mlp: hidden.0"],
            new Substitution("LayerLoop.Run", "encoder.ZeroesPadding && !prefix.KeepsPadding", "encoder.ZeroesPadding")),

        new("DeBERTa's norms have RoBERTa's epsilon", ["deberta_seq_cls"],
            ["plain: hidden.0", "prefix0: pooled", "prefix: hidden.0", "prefix_mlp: hidden.0"],
            new Substitution("DebertaConfig.Read", """NormEpsilon = json.Rate("layer_norm_eps", 1e-7),""", "NormEpsilon = 1e-5,")),

        new("DeBERTa v2's norms have RoBERTa's epsilon", ["deberta_v2_seq_cls"],
            ["plain: hidden.0", "prefix: hidden.0", "prefix_mlp: hidden.0"],
            new Substitution("DebertaV2Config.Read", """NormEpsilon = json.Rate("layer_norm_eps", 1e-7),""", "NormEpsilon = 1e-5,")),

        new("the table of distances has no norm", ["deberta_v2_seq_cls"],
            ["plain: hidden.1", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaV2RelativePositions.Forward", "norm.IfAny(table.weight!)", "table.weight!")),

        new("logarithmic steps of distances are rounded down", ["deberta_v2_seq_cls"],
            ["plain: hidden.1", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("RelativePositions.Bucket", "Math.Ceiling(", "Math.Floor(")),

        new("logarithmic steps begin behind all buckets", ["deberta_v2_seq_cls"],
            ["plain: hidden.1", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("RelativePositions.Bucket", "var exact = buckets / 2;", "var exact = buckets;")),

        new("keys of distances come from the query projection, and queries from the key projection", ["deberta_v2_seq_cls"],
            ["plain: hidden.1", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaV2Attention.Forward", "(positionKey ?? key)", "(positionKey ?? query)"),
            new Substitution("DebertaV2Attention.Forward", "(positionQuery ?? query)", "(positionQuery ?? key)")),

        new("keys of distances have no bias", ["deberta_v2_seq_cls"],
            ["prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaV2Attention.Forward", "(positionKey ?? key).forward(positions)", "functional.linear(positions, (positionKey ?? key).weight!)")),

        new("queries of distances have no bias", ["deberta_v2_seq_cls"],
            ["plain: hidden.1", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaV2Attention.Forward", "(positionQuery ?? query).forward(positions)", "functional.linear(positions, (positionQuery ?? query).weight!)")),

        new("the convolution reads what the layer gives", ["deberta_v2_seq_cls"],
            ["plain: hidden.1", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaV2Encoder.RunLayer", "convolution.Forward(x, y, context.Tokens)", "convolution.Forward(y, y, context.Tokens)")),

        new("the convolution leaves numbers at padding", ["deberta_v2_seq_cls"],
            ["plain: hidden.1", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaV2Convolution.Forward", "dropout.forward(z)))) * kept;", "dropout.forward(z))));")),

        new("the convolution has no activation", ["deberta_v2_seq_cls"],
            ["plain: hidden.1", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaV2Convolution.Forward", "activation.Apply(dropout.forward(z))", "dropout.forward(z)")),

        new("the convolution stands behind the last layer", ["deberta_v2_seq_cls"],
            ["plain: hidden.1", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DebertaV2Encoder.RunLayer", "layer == 0 && convolution", "layer == config.LayerCount - 1 && convolution")),

        new("DeBERTa's pooler has tanh", ["deberta_seq_cls"],
            ["plain: pooled", "prefix0: pooled", "prefix: pooled", "prefix_mlp: pooled"],
            new Substitution("DebertaEncoder.Heads", """HeadTask.SequenceClassification, HeadInput.FirstToken, Output: "classifier", Dense: "pooler.dense", Activation: config.PoolerActivation""",
                """HeadTask.SequenceClassification, HeadInput.FirstToken, Output: "classifier", Dense: "pooler.dense", Activation: Activation.Tanh""")),
    ];
}
