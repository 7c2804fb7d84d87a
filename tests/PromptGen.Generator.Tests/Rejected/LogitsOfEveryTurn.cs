// PGEN508 (15,17): Every turn of this loop makes a tensor 'logits' that nothing here frees; expected 'using', or a dispose scope around it
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen;
using System.Collections.Generic;

internal static class Program
{
    private static double Sum(PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> model, IEnumerable<TokenInput> inputs)
    {
        var sum = 0.0;
        foreach (var input in inputs)
        {
            var logits = model.Logits(input);
            sum += logits.item<float>();
        }
        return sum;
    }
}
