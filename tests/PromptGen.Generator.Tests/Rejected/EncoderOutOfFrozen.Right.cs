// 'Device' where the wrong twin has 'Encoder'.
using System;
using PromptGen.Backbones;
using PromptGen.Encoders;

internal static class Program
{
    private static void Show(Frozen<BertEncoder> bert) => Console.WriteLine(bert.Device);
}
