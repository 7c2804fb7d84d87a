// 'unfrozen' where the wrong twin has 'frozen'.
using System.Linq;
using PromptGen.Backbones;
using PromptGen.Encoders;

internal static class Program
{
    private static long Count(string folder)
    {
        var frozen = BertEncoder.Open(folder);
        var unfrozen = frozen.Unfreeze();
        return unfrozen.Parameters().Sum(p => p.Parameter.numel());
    }
}
