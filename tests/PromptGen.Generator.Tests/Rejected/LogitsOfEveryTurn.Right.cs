// 'using' where the wrong twin has ''.
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
            using var logits = model.Logits(input);
            sum += logits.item<float>();
        }
        return sum;
    }
}
