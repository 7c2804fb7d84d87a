// CS1729 (9,30): 'BertEncoder' does not contain a constructor that takes 2 arguments
using System;
using PromptGen.Backbones;

internal static class Program
{
    private static void Main()
    {
        using var bert = new BertEncoder(BertConfig.BaseUncased, 7);
        Console.WriteLine(bert);
    }
}
