// CS0029 (12,16): Cannot implicitly convert type 'PromptGen.Encoders.Frozen<PromptGen.Backbones.BertEncoder>' to 'PromptGen.Training.ITrainable'
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Training;

internal static class Program
{
    private static ITrainable Everything(string folder)
    {
        Frozen<BertEncoder> frozen = BertEncoder.Open(folder);
        Unfrozen<BertEncoder> unfrozen = frozen.Unfreeze();
        return frozen;
    }
}
