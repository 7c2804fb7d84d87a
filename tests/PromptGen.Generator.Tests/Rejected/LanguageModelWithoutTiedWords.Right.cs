// 'RobertaEncoder' where the wrong twin has 'DebertaEncoder'.
using PromptGen.Backbones;
using PromptGen.Heads;

internal static class Program
{
    private static object Words() => TiedWords.OfEncoder<RobertaEncoder>();
}
