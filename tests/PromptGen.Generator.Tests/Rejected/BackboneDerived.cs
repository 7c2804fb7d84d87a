// CS1729 (6,25): 'Backbone<BertEncoder>' does not contain a constructor that takes 0 arguments
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;

internal abstract class Leaking : Backbone<BertEncoder>
{
}
