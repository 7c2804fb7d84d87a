namespace PromptGen.Parity.Teeth;

/// <summary>The errors that somebody porting the heads of the other tasks makes.</summary>
internal static class HeadMutations
{
    public static IReadOnlyList<Mutation> All =>
    [
        new("the losses of start and end are summed", ["bert_qa"],
            ["plain: loss", "prefix0: loss", "prefix: loss", "prefix_mlp: loss"],
            new Substitution("Head.Mean", "(Math.Max(1, weight) * weights.Count)", "Math.Max(1, weight)")),

        new("start and end are swapped", ["bert_qa"],
            ["plain: loss", "prefix0: loss", "prefix: loss", "prefix_mlp: loss"],
            new Substitution("QuestionAnsweringHead.LossSums", "clamped.select(1, side)", "clamped.select(1, 1 - side)")),

        new("an answer behind the last token counts as the last", ["bert_qa", "deberta_qa"],
            ["plain: loss_batch1", "prefix0: loss_batch1", "prefix: loss_batch1", "prefix_mlp: loss_batch1"],
            new Substitution("QuestionAnsweringHead.Clamped", "AtMost(mask.shape[1])", "AtMost(mask.shape[1] - 1)")),

        new("an answer behind the last token counts in the mean", ["bert_qa"],
            ["plain: loss_batch1", "prefix0: loss_batch1", "prefix: loss_batch1", "prefix_mlp: loss_batch1"],
            new Substitution(
                "QuestionAnsweringHead.LossWeights", "Clamped(labels, mask).IsNot(mask.shape[1])", "labels.IsNot(-1)")),

        new("choices go before questions", ["roberta_mc"],
            ["plain: logits", "prefix0: logits", "prefix: logits", "prefix_mlp: logits"],
            new Substitution("Choices.OfRows", "scores.view(-1, count)", "scores.view(count, -1).transpose(0, 1)")),

        new("the head of words has no norm", ["bert_mlm", "roberta_mlm"],
            ["plain: logits", "prefix: logits"],
            new Substitution("HeadTransform.Forward", "x = nn.functional.layer_norm(x, [x.shape[^1]], normWeight, normBias, norm.Epsilon);", "_ = norm;")),

        new("the head of words has no activation", ["bert_mlm"],
            ["plain: logits", "prefix: logits"],
            new Substitution("HeadTransform.Forward", "activation.Apply(dense.Forward(x))", "dense.Forward(x)")),

        new("the head of words normalizes before its activation", ["bert_mlm"],
            ["plain: logits", "prefix: logits"],
            new Substitution("HeadTransform.Forward", "x = activation.Apply(dense.Forward(x));", "x = dense.Forward(x);"),
            new Substitution("HeadTransform.Forward", "x = nn.functional.layer_norm(x, [x.shape[^1]], normWeight, normBias, norm.Epsilon);",
                "x = activation.Apply(nn.functional.layer_norm(x, [x.shape[^1]], normWeight, normBias, norm.Epsilon));")),

        new("words have no bias", ["bert_mlm", "roberta_mlm"],
            ["plain: logits", "prefix: logits"],
            new Substitution("LanguageModelHead.Scores", "bias is null ? scores : scores.Plus(bias)", "scores")),

        new("nothing is learned in the words that score words", ["bert_mlm"],
            ["plain: grad.bert.embeddings.word_embeddings.weight"],
            new Substitution("BertEmbeddings.ScoreWords", "functional.linear(x, word.weight!)", "functional.linear(x, word.weight!.detach())")),

        new("the head of words is trained under a prefix", ["bert_mlm"],
            ["prefix: trajectory_torch_adamw.loss_before"],
            new Substitution("LanguageModelHead.new", "if (!trained) Freeze();", "")),
    ];
}
