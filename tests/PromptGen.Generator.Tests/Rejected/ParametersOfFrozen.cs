// CS1061 (12,23): 'Frozen<BertEncoder>' does not contain a definition for 'Parameters' and no accessible extension method 'Parameters' accepting a first argument of type 'Frozen<BertEncoder>' could be found (are you missing a using directive or an assembly reference?)
using System.Linq;
using PromptGen.Backbones;
using PromptGen.Encoders;

internal static class Program
{
    private static long Count(string folder)
    {
        var frozen = BertEncoder.Open(folder);
        var unfrozen = frozen.Unfreeze();
        return frozen.Parameters().Sum(p => p.Parameter.numel());
    }
}
