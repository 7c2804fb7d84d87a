// 'Head' where the wrong twin has 'Backbone'.
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;

internal abstract class Leaking : Head<BertEncoder>
{
}
