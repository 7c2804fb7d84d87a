// PGEN506 (13,16): 'bert' was given up by Unfreeze before 'bert' is used here; use 'trained'
using PromptGen.Backbones;
using PromptGen.Heads;
using PromptGen;

internal static class Program
{
    private static PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> New(string folder)
    {
        var bert = BertEncoder.Open(folder);
        var head = new SequenceClassificationHead<BertEncoder>(bert, labelCount: 2);
        var trained = bert.Unfreeze();
        return bert.Prompt(prefix: null, head);
    }
}
