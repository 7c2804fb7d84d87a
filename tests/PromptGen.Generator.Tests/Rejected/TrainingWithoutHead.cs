// CS0411 (17,24): The type arguments for method 'Trainer.Fit<TEncoder, THead, TInput>(PromptedModel<TEncoder, THead>, ITrainingData<TInput>, TrainingOptions, Func<double>?, IProgress<TrainingProgress>?, CancellationToken, RunFile?, ILogger?)' cannot be inferred from the usage. Try specifying the type arguments explicitly.
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
        return Trainer.Fit(encoder, data, new TrainingOptions());
    }
}
