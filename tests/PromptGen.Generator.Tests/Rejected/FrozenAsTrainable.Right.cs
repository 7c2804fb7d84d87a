// 'unfrozen' where the wrong twin has 'frozen'.
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Training;

internal static class Program
{
    private static ITrainable Everything(string folder)
    {
        Frozen<BertEncoder> frozen = BertEncoder.Open(folder);
        Unfrozen<BertEncoder> unfrozen = frozen.Unfreeze();
        return unfrozen;
    }
}
