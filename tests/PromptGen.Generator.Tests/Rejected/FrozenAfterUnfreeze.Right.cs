// 'trained' where the wrong twin has 'bert'.
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
        return trained.Prompt(prefix: null, head);
    }
}
