namespace PromptGen.Parity.Teeth;

/// <summary>The errors that somebody porting the method makes: in the prefix, BERT, RoBERTa, their usual heads and the optimizers.</summary>
internal static class MethodMutations
{
    /// <summary>No error: the kernel for training with dropout, without dropout.</summary>
    public static Mutation OnlyThePlainKernel { get; } =
        new("only the plain kernel", [], [], new Substitution("DotProductAttention.Attend", "(dropout == 0 &&", "(dropout < 0 &&"));

    public static IReadOnlyList<Mutation> All =>
    [
        new("tokens are not shifted behind the prefix", ["bert_seq_cls", "roberta_tok_cls", "bert_depth_last1"],
            ["prefix: hidden.0", "prefix_mlp: hidden.0"],
            new Substitution("PrefixKeyValues.Offsets", "Repeated(offset,", "Repeated(0,")),

        new("tokens are not shifted where only some layers are prompted", ["bert_depth_last1", "bert_depth_first1"],
            ["prefix: hidden.0", "prefix_mlp: hidden.0"],
            new Substitution("Prefix.Split", "PrefixKeyValues.Of(layers, Length,", "PrefixKeyValues.Of(layers, promptedLayers.Length == layerCount ? Length : 0,")),

        new("the prefix's keys and values are swapped", ["bert_seq_cls", "roberta_tok_cls"],
            ["prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("Prefix.Split", "new LayerPrefix(keyValue[0], keyValue[1],", "new LayerPrefix(keyValue[1], keyValue[0],")),

        new("the prefix is split into head size by heads", ["bert_seq_cls"],
            ["prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("Prefix.Split", "Length, 2, heads, headSize)", "Length, 2, headSize, heads)"),
            new Substitution("Prefix.Split", ".permute(2, 0, 3, 1, 4)", ".permute(2, 0, 4, 1, 3)")),

        new("the tokens are split into head size by heads", ["bert_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("HeadAxis.Split", "heads, x.shape[2] / heads).transpose(1, 2)", "x.shape[2] / heads, heads).permute(0, 3, 1, 2)")),

        new("prefix columns go by head before key and value", ["bert_seq_cls"],
            ["prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("Prefix.Split", "Length, 2, heads, headSize)", "Length, heads, 2, headSize)"),
            new Substitution("Prefix.Split", ".permute(2, 0, 3, 1, 4)", ".permute(3, 0, 2, 1, 4)")),

        new("prefix columns go by layer from the last", ["bert_seq_cls", "bert_depth_last2"],
            ["prefix: hidden.1", "prefix: hidden.2", "prefix_mlp: hidden.1", "prefix_mlp: hidden.2"],
            new Substitution("Prefix.Split", "layers[promptedLayers[i]] =", "layers[promptedLayers[^(i + 1)]] =")),

        new("a layer takes the next layer's prefix", ["bert_seq_cls", "bert_depth_last1", "bert_depth_first1"],
            ["prefix: hidden.1", "prefix: hidden.2", "prefix_mlp: hidden.1", "prefix_mlp: hidden.2"],
            new Substitution("LayerLoop.Run", "prefix.Layer(layer)", "prefix.Layer(layer + 1)")),

        new("the MLP of the prefix has no tanh", ["bert_seq_cls"],
            ["prefix_mlp: hidden.1"],
            new Substitution("MlpPrefixEncoder.Forward", "tanh(nn.functional.linear(embedding, innerWeight, innerBias))", "nn.functional.linear(embedding, innerWeight, innerBias)")),

        new("nothing is learned through the last prompted layer's prefix", ["bert_seq_cls", "bert_depth_last2"],
            ["prefix: grad.prefix_encoder.embedding.weight", "prefix_mlp: grad.prefix_encoder.embedding.weight"],
            new Substitution("Prefix.Split", "new LayerPrefix(keyValue[0], keyValue[1], Mask: null);", """
                i < promptedLayers.Length - 1 ? new LayerPrefix(keyValue[0], keyValue[1], Mask: null)
                    : new LayerPrefix(keyValue[0].detach(), keyValue[1].detach(), Mask: null);
                """)),

        new("padding is seen", ["bert_seq_cls", "roberta_tok_cls"],
            ["plain: hidden.1", "prefix0: logits", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("AttentionMask.Bidirectional", "Bidirectional(Tensor mask) => new(mask.IsNot(0)", "Bidirectional(Tensor mask) => new(mask.ge(0)")),

        new("the prefix's columns of the mask stand behind the tokens'", ["bert_seq_cls"],
            ["prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("AttentionMask.Additive", "cat([prefixColumns, visible], 3)", "cat([visible, prefixColumns], 3)")),

        new("attention is not scaled", ["bert_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("DotProductAttention.Attend", "scaled_dot_product_attention(q,", "scaled_dot_product_attention(q * Math.Sqrt(q.shape[3]),")),

        new("attention is not scaled in the kernel that trains with dropout", ["bert_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            OnlyThePlainKernel.Substitutions[0], new Substitution("DotProductAttention.Plain", "q.Over(Math.Sqrt(q.shape[3]))", "q")),

        new("gelu is its tanh approximation", ["bert_seq_cls"],
            ["plain: hidden.1", "prefix0: pooled", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("ActivationFunctions.Apply", "Activation.Gelu => functional.gelu(x),", "Activation.Gelu => functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),")),

        new("BERT's norms have RoBERTa's epsilon", ["bert_seq_cls"],
            ["plain: hidden.0", "prefix0: pooled", "prefix: hidden.0", "prefix_mlp: hidden.0"],
            new Substitution("BertConfig.Read", """NormEpsilon = json.Rate("layer_norm_eps", 1e-12),""", "NormEpsilon = 1e-5,")),

        new("RoBERTa's norms have BERT's epsilon", ["roberta_seq_cls"],
            ["plain: hidden.0", "prefix0: pooled", "prefix: hidden.0", "prefix_mlp: hidden.0"],
            new Substitution("RobertaConfig.Read", """NormEpsilon = json.Rate("layer_norm_eps", 1e-12),""", "NormEpsilon = 1e-12,")),

        new("a residual connection is missing", ["bert_tok_cls"],
            ["plain: hidden.1", "prefix0: logits", "prefix: hidden.1", "prefix_mlp: hidden.1"],
            new Substitution("BertLayer.Forward", "x = feedForwardNorm.forward(x.Plus(feedForwardDropout", "x = feedForwardNorm.forward((feedForwardDropout")),

        new("token types are ignored", ["bert_seq_cls"],
            ["plain: hidden.0", "prefix0: pooled", "prefix: hidden.0", "prefix_mlp: hidden.0"],
            new Substitution("BertEmbeddings.Forward", "tokenType.forward(input.TokenTypes)", "tokenType.forward(zeros_like(input.TokenTypes))")),

        new("RoBERTa's positions do not start after the padding id", ["roberta_seq_cls"],
            ["plain: hidden.0", "prefix0: pooled", "prefix: hidden.0", "prefix_mlp: hidden.0"],
            new Substitution("TokenPositions.AfterPadding", "* real).Plus(padding);", "* real);")),

        new("RoBERTa's padding is shifted behind the prefix too", ["roberta_seq_cls"],
            ["prefix: hidden.0", "prefix_mlp: hidden.0"],
            new Substitution("TokenPositions.AfterPadding", "(real.cumsum(1).Plus(offset.unsqueeze(1)) * real).Plus(padding);", "real.cumsum(1) * real + offset.unsqueeze(1) + padding;")),

        new("the pooler has no tanh", ["bert_seq_cls"],
            ["plain: pooled", "prefix0: pooled", "prefix: pooled", "prefix_mlp: pooled"],
            new Substitution("BertEncoder.Pool", "Activation.Tanh.Apply(pooler.forward(x.select(1, 0)))", "pooler.forward(x.select(1, 0))")),

        new("the pooler reads the last token", ["roberta_seq_cls"],
            ["prefix0: pooled", "prefix: pooled", "prefix_mlp: pooled"],
            new Substitution("RobertaEncoder.Pool", "pooler.forward(x.select(1, 0))", "pooler.forward(x.select(1, -1))")),

        new("RoBERTa's own classification head has no tanh", ["roberta_seq_cls"],
            ["plain: logits"],
            new Substitution("HeadTransform.Forward", "activation.Apply(dense.Forward(x))", "dense.Forward(x)")),

        new("padding counts in the loss over tokens", ["bert_tok_cls"],
            ["plain: loss", "prefix0: loss", "prefix: loss", "prefix_mlp: loss"],
            new Substitution("TokenClassificationHead.Counted", "labels.Filled(mask.IsNot(1), Unlabeled.Token)", "labels")),

        new("gradients of earlier steps are kept", ["bert_seq_cls"],
            ["plain: full_finetune_trajectory_lr1e-4_torch_adamw.loss_before", "prefix: trajectory_torch_adamw.loss_before", "prefix_mlp: trajectory_torch_adamw.loss_before"],
            new Substitution("AdamW.ZeroGradients", "gradient?.zero_();", "_ = gradient;")),

        new("the mean of gradients is not bias-corrected", ["bert_seq_cls"],
            ["plain: full_finetune_trajectory_lr1e-4_torch_adamw.loss_before", "prefix: trajectory_torch_adamw.loss_before", "prefix_mlp: trajectory_torch_adamw.loss_before"],
            new Substitution("AdamW.Step", "correction1 = 1 - Math.Pow(options.Beta1, step)", "correction1 = 1.0")),

        new("the mean of squared gradients is not bias-corrected", ["bert_seq_cls"],
            ["plain: full_finetune_trajectory_lr1e-4_torch_adamw.loss_before", "prefix: trajectory_torch_adamw.loss_before", "prefix_mlp: trajectory_torch_adamw.loss_before"],
            new Substitution("AdamW.Step", "correction2 = Math.Sqrt(1 - Math.Pow(options.Beta2, step))", "correction2 = 1.0")),

        new("weights do not decay", ["bert_seq_cls"],
            ["plain: full_finetune_trajectory_lr1e-4_torch_adamw.grad_norm", "prefix: trajectory_torch_adamw.loss_before", "prefix_mlp: trajectory_torch_adamw.loss_before"],
            new Substitution("AdamW.Step", "keep = (1 - learningRate * options.WeightDecay)", "keep = 1.0")),

        new("weights decay after the update where they should before", ["bert_tok_cls"],
            ["prefix: trajectory_torch_adamw.loss_before", "prefix_mlp: trajectory_torch_adamw.loss_before"],
            new Substitution("AdamW.Step", """
                                if (options.WeightDecay != 0) slot.Parameter.mul_(keep);
                                slot.Parameter.addcdiv_(slot.Mean, root.mul_(inverseCorrection2).Accumulate(epsilon), minusRate);
                """, """
                                slot.Parameter.addcdiv_(slot.Mean, root.mul_(inverseCorrection2).Accumulate(epsilon), minusRate);
                                if (options.WeightDecay != 0) slot.Parameter.mul_(keep);
                """)),

        new("the authors' optimizer corrects epsilon for bias", ["bert_depth_last2", "roberta_tok_cls"],
            ["prefix_mlp: trajectory_hf_adamw.loss_before"],
            new Substitution("AdamW.Step", "(before ? -learningRate / correction1 : -learningRate * correction2 / correction1)", "(-learningRate / correction1)"),
            new Substitution("AdamW.Step", "slot.Parameter.addcdiv_(slot.Mean, root.Accumulate(epsilon), minusRate);", "slot.Parameter.addcdiv_(slot.Mean, root.mul_(inverseCorrection2).Accumulate(epsilon), minusRate);")),

        new("the authors' optimizer lets weights decay before the update", ["bert_tok_cls"],
            ["prefix: trajectory_hf_adamw.loss_before", "prefix_mlp: trajectory_hf_adamw.loss_before"],
            new Substitution("AdamW.Step", """
                                slot.Parameter.addcdiv_(slot.Mean, root.Accumulate(epsilon), minusRate);
                                if (options.WeightDecay != 0) slot.Parameter.mul_(keep);
                """, """
                                if (options.WeightDecay != 0) slot.Parameter.mul_(keep);
                                slot.Parameter.addcdiv_(slot.Mean, root.Accumulate(epsilon), minusRate);
                """)),

        new("biases do not decay", ["bert_tok_cls", "roberta_tok_cls"],
            ["prefix: trajectory_torch_adamw.loss_before", "prefix_mlp: trajectory_torch_adamw.loss_before"],
            new Substitution("AdamW.Step", """
                                if (options.WeightDecay != 0) slot.Parameter.mul_(keep);
                                slot.Parameter.addcdiv_(slot.Mean, root.mul_(
                """, """
                                if (options.WeightDecay != 0 && slot.Parameter.dim() > 1) slot.Parameter.mul_(keep);
                                slot.Parameter.addcdiv_(slot.Mean, root.mul_(
                """)),
    ];
}
