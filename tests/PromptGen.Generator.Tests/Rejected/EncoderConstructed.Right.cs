// 'BertEncoder.Random' where the wrong twin has 'new BertEncoder'.
using System;
using PromptGen.Backbones;

internal static class Program
{
    private static void Main()
    {
        using var bert = BertEncoder.Random(BertConfig.BaseUncased, 7);
        Console.WriteLine(bert);
    }
}
