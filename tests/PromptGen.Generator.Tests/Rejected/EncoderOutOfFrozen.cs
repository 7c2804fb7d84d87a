// CS1061 (8,82): 'Frozen<BertEncoder>' does not contain a definition for 'Encoder' and no accessible extension method 'Encoder' accepting a first argument of type 'Frozen<BertEncoder>' could be found (are you missing a using directive or an assembly reference?)
using System;
using PromptGen.Backbones;
using PromptGen.Encoders;

internal static class Program
{
    private static void Show(Frozen<BertEncoder> bert) => Console.WriteLine(bert.Encoder);
}
