// '3' where the wrong twin has '2'.
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tasks;
using PromptGen.Tokenization;
using PromptGen.Training;
using System.Collections.Generic;
using static TorchSharp.torch;

internal static class Program
{
    private static TrainingResult Train(Frozen<BertEncoder> bert, IReadOnlyList<WordExample> examples, TextTokenizer tokenizer)
    {
        string[] names = ["O", "B-PER", "I-PER"];
        var task = new TokenClassificationTask(new LabelSet(names));
        var prefix = new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 8 });
        var model = bert.Prompt(prefix, new TokenClassificationHead<BertEncoder>(bert, 3));
        var rows = new TrainingRows<TokenInput>(task.Rows(examples, tokenizer), batchSize: 16, seed: 7, paddingId: 0, CPU);
        return Trainer.Fit(model, rows, new TrainingOptions());
    }
}
