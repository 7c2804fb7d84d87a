// 'BertEncoder' where the wrong twin has 'BertConfig'.
using PromptGen.Backbones;
using PromptGen.Encoders;

[assembly: ProvidesEncoder<BertEncoder>]
