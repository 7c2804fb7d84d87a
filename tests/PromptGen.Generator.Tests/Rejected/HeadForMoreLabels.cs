// PGEN505 (15,82): This head has 3 outputs, and is used with 2 labels; expected one output for each label
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Tasks;
using PromptGen.Tokenization;
using System.Collections.Generic;

internal static class Program
{
    private static IReadOnlyList<Answer> Predict(Frozen<BertEncoder> bert, Predictor predictor, IReadOnlyList<TokenizedText> rows)
    {
        var task = new SequenceClassificationTask(new LabelSet(["no", "yes"]));
        var head = new SequenceClassificationHead<BertEncoder>(bert, labelCount: 3);
        var model = bert.Prompt(prefix: null, head);
        return predictor.Predict(model, task.Labels, rows);
    }
}
