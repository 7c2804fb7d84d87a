// ?
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;

internal abstract class Leaking : Backbone<BertEncoder>
{
}
