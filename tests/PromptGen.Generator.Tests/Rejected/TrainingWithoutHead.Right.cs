// 'model' where the wrong twin has 'encoder'.
using PromptGen;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Training;

internal static class Program
{
    private static TrainingResult Train(Frozen<BertEncoder> bert, ITrainingData<TokenInput> data)
    {
        var prefix = new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 8 });
        var head = new SequenceClassificationHead<BertEncoder>(bert, labelCount: 2);
        var encoder = bert.Prompt(prefix);
        var model = encoder.Backbone.Prompt(prefix, head);
        return Trainer.Fit(model, data, new TrainingOptions());
    }
}
