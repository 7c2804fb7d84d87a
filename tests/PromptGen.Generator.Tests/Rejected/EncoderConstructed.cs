// ?
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
