// ?
using System;
using PromptGen.Backbones;
using PromptGen.Encoders;

internal static class Program
{
    private static void Show(Frozen<BertEncoder> bert) => Console.WriteLine(bert.Encoder);
}
