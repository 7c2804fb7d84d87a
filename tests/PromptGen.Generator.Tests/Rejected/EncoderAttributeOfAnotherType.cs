// ?
using PromptGen.Backbones;
using PromptGen.Encoders;

[assembly: ProvidesEncoder<BertConfig>]
