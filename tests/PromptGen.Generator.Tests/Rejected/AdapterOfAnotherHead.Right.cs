// 'ClassifyTokens' where the wrong twin has 'ClassifySequences'.
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
        PromptedModel<BertEncoder, TokenClassificationHead<BertEncoder>> tagger = adapter.ClassifyTokens(bert, tokenizer);
        return tagger;
    }
}
