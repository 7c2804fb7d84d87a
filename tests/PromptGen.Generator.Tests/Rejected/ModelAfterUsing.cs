// PGEN506 (19,16): 'bert' was disposed before 'model' is used here; dispose it after its last use
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
        using (bert)
        {
            model = bert.Prompt(prefix: null, new SequenceClassificationHead<BertEncoder>(bert, labelCount: 2));
        }
        return model.Logits(input);
    }
}
