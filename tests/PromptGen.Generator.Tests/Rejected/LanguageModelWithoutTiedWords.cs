// CS0311 (7,48): The type 'PromptGen.Backbones.DebertaEncoder' cannot be used as type parameter 'TEncoder' in the generic type or method 'TiedWords.OfEncoder<TEncoder>()'. There is no implicit reference conversion from 'PromptGen.Backbones.DebertaEncoder' to 'PromptGen.Encoders.ITiedWords'.
using PromptGen.Backbones;
using PromptGen.Heads;

internal static class Program
{
    private static object Words() => TiedWords.OfEncoder<DebertaEncoder>();
}
