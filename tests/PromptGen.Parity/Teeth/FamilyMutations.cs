namespace PromptGen.Parity.Teeth;

/// <summary>The errors that somebody porting the other families makes, held to what was computed once more (<see cref="Independent.IndependentCases"/>).</summary>
internal static class FamilyMutations
{
    public static IReadOnlyList<Mutation> All =>
    [
        new("tokens see those behind them", ["Qwen2"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("AttentionMask.Causal", "ones(mask.shape[1], mask.shape[1], ScalarType.Bool, mask.device).tril()", "ones(mask.shape[1], mask.shape[1], ScalarType.Bool, mask.device).triu()")),

        new("a token does not see itself", ["Qwen2"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("AttentionMask.Causal", "ones(mask.shape[1], mask.shape[1], ScalarType.Bool, mask.device).tril()", "ones(mask.shape[1], mask.shape[1], ScalarType.Bool, mask.device).tril(-1)")),

        new("the last token is the row's last, padding or not", ["Qwen2"],
            ["plain: logits", "prefix: logits"],
            new Substitution("EncoderOutput.LastToken", "Input.Mask * TensorArithmetic", "ones_like(Input.Mask) * TensorArithmetic")),

        new("relative keys take distances backwards", ["BERT with relative keys", "BERT with relative keys for queries and keys"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("RelativeKeys.Scores", "Skewed(q, ascending.flip(1))", "Skewed(q, ascending)")),

        new("the scores of keys and distances stay by key and query", ["BERT with relative keys for queries and keys"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("RelativeKeys.Scores", "Skewed(k, ascending).transpose(2, 3)", "Skewed(k, ascending)")),

        new("only queries are multiplied with distances", ["BERT with relative keys for queries and keys"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("BertRelativeConfig.Read", """("relative_key_query", RelativeScores.ContentToPosition | RelativeScores.PositionToContent)""", """("relative_key_query", RelativeScores.ContentToPosition)""")),

        new("the scores of distances are not scaled", ["BERT with relative keys"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("RelativeKeys.Scores", ".Over(Math.Sqrt(q.shape[3])).unsqueeze(0)", ".unsqueeze(0)")),

        new("a layer's table of distances is read from its first row", ["BERT with relative keys for queries and keys"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("RelativeKeys.Vectors", "table.narrow(0, distances - near, 2 * near - 1)", "table.narrow(0, 0, 2 * near - 1)")),

        new("the prefix stands at the distance of the first token", ["BERT with relative keys"],
            ["prefix: hidden.1"],
            new Substitution("DotProductAttention.Attend", "nn.functional.pad(distant, [prefix.Length, 0])", "cat([distant.narrow(3, 0, 1).expand(-1, -1, -1, prefix.Length), distant], 3)")),

        new("tokens far from each other score more", ["JinaBERT with 4 heads"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("LinearBias.Of", "slope => -(float)slope", "slope => (float)slope")),

        new("tokens behind a query score more", ["JinaBERT with 4 heads"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("LinearBias.Of", ".neg()).abs().to(", ".neg()).to(")),

        new("the slopes of further heads are every second from the second on", ["JinaBERT with 6 heads and a ReLU"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("LinearBias.Slopes", "(2 * i + 1)", "(2 * i + 2)")),

        new("the prefix has the bias of the first token", ["JinaBERT with 4 heads", "MPNet"],
            ["prefix: hidden.1"],
            new Substitution("AttentionMask.Additive", "nn.functional.pad(bias, [prefix.Length, 0])", "cat([bias.narrow(3, 0, 1).expand(-1, -1, -1, prefix.Length), bias], 3)")),

        new("keys behind a query have the steps of those before it", ["MPNet"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("DistanceBias.Row", "(distance > 0 ? half : 0)", "(distance < 0 ? half : 0)")),

        new("steps of distance grow from the first on", ["MPNet"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("DistanceBias.Row", "exact = half / 2,", "exact = half / 4,")),

        new("numbers that stand side by side are no pair", ["RoFormer with narrow embeddings"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("RoFormerEncoder.Prepare", "RotaryPositions.Neighbors(", "RotaryPositions.Halves(")),

        new("numbers of both halves are no pair", ["EuroBERT"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("EuroBertEncoder.Prepare", "RotaryPositions.Halves(", "RotaryPositions.Neighbors(")),

        new("rotary positions turn the other way", ["EuroBERT", "RoFormer with narrow embeddings"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("RotaryPositions.Rotate", "((a * cos).Plus((b * sin).neg()), (b * cos).Plus(a * sin))", "((a * cos).Plus(b * sin), (b * cos).Plus((a * sin).neg()))")),

        new("rotary positions begin beside the prefix", ["EuroBERT"],
            ["prefix: hidden.1"],
            new Substitution("EuroBertEncoder.Positions", "TokenPositions.All(input.Ids, offset)", "TokenPositions.All(input.Ids, zeros_like(offset))")),

        new("local layers have the base of global ones", ["ModernBERT"],
            ["plain: hidden.2", "prefix: hidden.2"],
            new Substitution("ModernBertEncoder.Prepare", "HeadCount, config.LocalBase)))", "HeadCount, config.GlobalBase)))")),

        new("no local base means the usual local base", ["ModernBERT with one base"],
            ["plain: hidden.2", "prefix: hidden.2"],
            new Substitution("ModernBertConfig.Read", "10000,\n                whenNull: json", "10000,\n                whenNull: false ? 0 : 10000 + 0 * json")),

        new("windows are one token wider before it", ["ModernBERT"],
            ["plain: hidden.2", "prefix: hidden.2"],
            new Substitution("AttentionMask.Within", "tril(distance).triu(-distance)", "tril(distance).triu(-distance - 1)")),

        new("windows are twice as wide", ["ModernBERT"],
            ["plain: hidden.2", "prefix: hidden.2"],
            new Substitution("ModernBertEncoder.Prepare", ".Within(config.LocalAttention / 2)", ".Within(config.LocalAttention)")),

        new("the prefix is seen through the window only", ["ModernBERT"],
            ["prefix: hidden.2"],
            new Substitution("AttentionMask.Additive", "ones(batch, 1, rows, prefix.Length, ScalarType.Bool, visible.device);", "(rows > 1 ? visible.narrow(3, 0, prefix.Length).expand(batch, 1, rows, prefix.Length) : ones(batch, 1, rows, prefix.Length, ScalarType.Bool, visible.device));")),

        new("every layer is global but every third", ["ModernBERT"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("ModernBertEncoder.RunLayer", "layer % config.GlobalInterval == 0 ? contexts.Global", "layer % config.GlobalInterval != 0 ? contexts.Global")),

        new("the first layer has a norm before attention", ["ModernBERT"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("ModernBertLayer.Forward", "attentionNorm.IfAny(x)", "(attentionNorm is null ? functional.layer_norm(x, [x.shape[^1]]) : attentionNorm.forward(x))")),

        new("the second half goes through the activation", ["ModernBERT"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("ModernBertFeedForward.Forward", "activation.Apply(halves[0]) * halves[1]", "halves[0] * activation.Apply(halves[1])")),

        new("the second half goes through JinaBERT's gate", ["JinaBERT with 6 heads and a ReLU"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("JinaBertFeedForward.Forward", "activation.Apply(halves[0]) * halves[1]", "halves[0] * activation.Apply(halves[1])")),

        new("what is gated goes through the activation", ["EuroBERT"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("EuroBertFeedForward.Forward", "activation.Apply(gate.forward(x)) * up.forward(x)", "gate.forward(x) * activation.Apply(up.forward(x))")),

        new("query heads take turns with key heads", ["EuroBERT"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("DotProductAttention.Attend", "(k.repeat_interleave(group, 1), v.repeat_interleave(group, 1))", "(k.repeat(1, group, 1, 1), v.repeat(1, group, 1, 1))")),

        new("the norm takes the mean away", ["EuroBERT"],
            ["plain: hidden.1", "prefix: hidden.1"],
            new Substitution("RmsNorm.forward", "var meanSquare =", "wide = wide - wide.mean([-1], keepdim: true); var meanSquare =")),

        new("groups of layers take turns", ["ALBERT with two groups"],
            ["plain: hidden.2", "prefix: hidden.2"],
            new Substitution("AlbertEncoder.RunLayer", "layers[layer / (config.LayerCount / config.GroupCount)]", "layers[layer % config.GroupCount]")),

        new("the projection of embeddings has no bias", ["ELECTRA with narrow embeddings"],
            ["plain: hidden.0", "prefix: hidden.0"],
            new Substitution("ElectraEmbeddings.Forward", "projection.IfAny(dropout.forward(norm.forward(x)))", "functional.linear(dropout.forward(norm.forward(x)), projection!.weight!)")),

        new("the mean of tokens is one of padding too", ["ModernBERT, classifying by the mean", "EuroBERT, classifying by the mean"],
            ["plain: logits", "prefix: logits"],
            new Substitution("Pooling.TokenPooling.Token", "return output.Mean(output.LastHidden);", "return output.LastHidden.mean([1]);")),

        new("the mean of scores is one of padding too", ["EuroBERT"],
            ["plain: logits", "prefix: logits"],
            new Substitution("Pooling.TokenPooling.Pool", "? output.Mean(x) : x;", "? x.mean([1]) : x;")),
    ];
}
