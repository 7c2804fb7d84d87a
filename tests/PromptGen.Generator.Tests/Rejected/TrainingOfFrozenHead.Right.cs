// 'prefix' where the wrong twin has 'null'.
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Training;

internal static class Program
{
    private static TrainingResult Train(Frozen<BertEncoder> bert, Prefix<BertEncoder> prefix, ITrainingData<TokenInput> data)
    {
        var head = new SequenceClassificationHead<BertEncoder>(bert, labelCount: 2);
        head.Freeze();
        var model = bert.Prompt(prefix, head);
        return Trainer.Fit(model, data, new TrainingOptions());
    }
}
