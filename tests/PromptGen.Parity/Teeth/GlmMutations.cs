namespace PromptGen.Parity.Teeth;

/// <summary>The errors that somebody porting GLM makes.</summary>
internal static class GlmMutations
{
    public static IReadOnlyList<Mutation> All =>
    [
        new("the prefix moves the positions of GLM", ["glm_seq_cls"],
            ["kv: hidden.0", "kv_mlp: hidden.0"],
            new Substitution("GlmEncoder.Positions", "Tensor offset) => input.Positions;", "Tensor offset) => input.Positions + offset.unsqueeze(1);")),

        new("positions within blanks are all zero", ["glm_multi_token_cloze"],
            ["plain: hidden.0", "kv: hidden.0", "kv_mlp: hidden.0"],
            new Substitution("GlmEmbeddings.Forward", "block.forward(input.BlockPositions)", "block.forward(zeros_like(input.BlockPositions))")),

        new("the tokens of part B are numbered on behind part A", ["glm_multi_token_cloze"],
            ["plain: hidden.0", "kv: hidden.0", "kv_mlp: hidden.0"],
            new Substitution("GlmEncoder.Positions", "Tensor offset) => input.Positions;", "Tensor offset) => TokenPositions.All(input.Ids, zeros_like(offset));")),

        new("GLM's norms have BERT's epsilon", ["glm_seq_cls"],
            ["plain: hidden.1", "kv: hidden.1", "kv_mlp: hidden.1"],
            new Substitution("GlmConfig.Read", """NormEpsilon = json.Rate("layernorm_epsilon", 1e-5),""", "NormEpsilon = 1e-12,")),

        new("GLM's gelu has the error function", ["glm_seq_cls"],
            ["plain: hidden.1", "kv: hidden.1", "kv_mlp: hidden.1"],
            new Substitution("GlmFeedForward.Forward", "Activation.GeluTanh.Apply(", "Activation.Gelu.Apply(")),

        new("the prefix's columns of GLM's mask stand behind the tokens'", ["glm_seq_cls"],
            ["kv: hidden.1", "kv_mlp: hidden.1"],
            new Substitution("AttentionMask.Additive", "cat([prefixColumns, visible], 3)", "cat([visible, prefixColumns], 3)")),

        new("part A is causal too", ["glm_seq_cls"],
            ["plain: hidden.1", "kv: hidden.1", "kv_mlp: hidden.1"],
            new Substitution("AttentionMask.ContextThenCausal", "causal.unsqueeze(0).logical_or(context.unsqueeze(1)).unsqueeze(1)", "causal.unsqueeze(0).expand(partB.shape[0], -1, -1).unsqueeze(1)")),

        new("part B is not causal", ["glm_multi_token_cloze"],
            ["plain: hidden.1", "kv: hidden.1", "kv_mlp: hidden.1"],
            new Substitution("AttentionMask.ContextThenCausal", "ScalarType.Bool, partB.device).tril();", "ScalarType.Bool, partB.device);")),

        new("part A sees the first token of part B", ["glm_multi_token_cloze"],
            ["plain: hidden.1", "kv: hidden.1", "kv_mlp: hidden.1"],
            new Substitution("AttentionMask.ContextThenCausal", ".lt(partB.unsqueeze(1))", ".le(partB.unsqueeze(1))")),

        new("GLM's fused projection is read head by head", ["glm_seq_cls"],
            ["plain: hidden.1", "kv: hidden.1", "kv_mlp: hidden.1"],
            new Substitution("GlmAttention.Forward", "HeadAxis.SplitBlocks(", "HeadAxis.SplitPerHead(")),

        new("there is no final norm", ["glm_seq_cls", "glm_multi_token_cloze"],
            ["plain: last_hidden", "kv: last_hidden", "kv_mlp: last_hidden"],
            new Substitution("GlmEncoder.Finish", "=> finalNorm.forward(x);", "=> x;")),

        new("the residual goes through the norm", ["glm_seq_cls"],
            ["plain: hidden.1", "kv: hidden.1", "kv_mlp: hidden.1"],
            new Substitution("GlmLayer.Forward", "x = x.Plus(feedForwardDropout.forward(feedForward.Forward(feedForwardNorm.forward(x))));",
                "x = feedForwardNorm.forward(x); x = x + feedForwardDropout.forward(feedForward.Forward(x));")),

        new("attention is not scaled in GLM, with an attention scale or without", ["glm_lm_scale8", "glm_seq_cls"],
            ["plain: hidden.1", "kv: hidden.1", "kv_mlp: hidden.1"],
            new Substitution("DotProductAttention.Attend", "scaled_dot_product_attention(q,", "scaled_dot_product_attention(q * Math.Sqrt(q.shape[3]),")),

        new("the head reads the last token of part A", ["glm_seq_cls_start"],
            ["plain: logits", "kv: logits"],
            new Substitution("Pooling.TokenPooling.Token", "form.Input == HeadInput.EndOfPartA ? parted.PartB.Plus(-1)", "form.Input != HeadInput.FirstToken ? parted.PartB.Plus(-1)")),

        new("the head always reads the first token", ["glm_seq_cls_start"],
            ["plain: logits", "kv: logits"],
            new Substitution("GlmEncoder.Heads", "HeadTask.SequenceClassification, config.PooledToken,", "HeadTask.SequenceClassification, HeadInput.FirstToken,")),

        new("GLM's pool layer has no tanh", ["glm_seq_cls"],
            ["plain: logits", "kv: logits", "kv_mlp: logits"],
            new Substitution("GlmEncoder.Heads", """Output: "multichoice_head", Dense: "pool_layer", Activation: Activation.Tanh""",
                """Output: "multichoice_head", Dense: "pool_layer", Activation: Activation.Relu""")),

        new("a candidate is scored by all its slots", ["glm_multi_token_cloze"],
            ["plain: logits", "kv: logits", "kv_mlp: logits"],
            new Substitution("MultiTokenClozeHead.Logits", ".squeeze(2) * candidates.Mask;", ".squeeze(2);")),

        new("a candidate is scored by numbers before softmax", ["glm_multi_token_cloze"],
            ["plain: logits", "kv: logits", "kv_mlp: logits"],
            new Substitution("MultiTokenClozeHead.Logits", "nn.functional.log_softmax(model.Logits(output), -1)", "model.Logits(output)")),

        new("a candidate is scored by the mean of its tokens", ["glm_multi_token_cloze"],
            ["plain: logits", "kv: logits", "kv_mlp: logits"],
            new Substitution("MultiTokenClozeHead", "double lengthPenalty = 0)", "double lengthPenalty = 1)")),

        new("the token of a candidate is that of the same slot", ["glm_multi_token_cloze"],
            ["plain: logits", "kv: logits", "kv_mlp: logits"],
            new Substitution("MultiTokenClozeHead.Logits", "words.gather(2, candidates.Ids.unsqueeze(2))", "words.gather(2, candidates.Ids.roll(1, 1).unsqueeze(2))")),

        new("words of one token are scored at the end of part A", ["glm_single_token_cloze"],
            ["plain: logits", "kv: logits"],
            new Substitution("SingleTokenClozeHead.Logits", "LastHiddenAt(parted.PartB)", "LastHiddenAt(parted.PartB - 1)")),
    ];
}
