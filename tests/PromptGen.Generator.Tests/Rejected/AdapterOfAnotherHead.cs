// CS0029 (14,83): Cannot implicitly convert type 'PromptGen.PromptedModel<PromptGen.Backbones.BertEncoder, PromptGen.Heads.SequenceClassificationHead<PromptGen.Backbones.BertEncoder>>' to 'PromptGen.PromptedModel<PromptGen.Backbones.BertEncoder, PromptGen.Heads.TokenClassificationHead<PromptGen.Backbones.BertEncoder>>'
using PromptGen;
using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tokenization;

internal static class Program
{
    private static PromptedModel<BertEncoder, TokenClassificationHead<BertEncoder>> Tagger(
        Adapter adapter, Frozen<BertEncoder> bert, TextTokenizer tokenizer)
    {
        PromptedModel<BertEncoder, TokenClassificationHead<BertEncoder>> tagger = adapter.ClassifySequences(bert, tokenizer);
        return tagger;
    }
}
