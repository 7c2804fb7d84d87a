// 'roberta' where the wrong twin has 'bert'.
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen;
using static TorchSharp.torch;

internal static class Program
{
    private static Tensor Logits(string folder, TokenInput input)
    {
        PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> model;
        var bert = BertEncoder.Open(folder);
        var roberta = RobertaEncoder.Open(folder);
        using (roberta)
        {
            model = bert.Prompt(prefix: null, new SequenceClassificationHead<BertEncoder>(bert, labelCount: 2));
        }
        return model.Logits(input);
    }
}
