// CS1503 (11,27): Argument 2: cannot convert from 'PromptGen.Predictions.ReadyAdapter<PromptGen.Backbones.RobertaEncoder>' to 'PromptGen.Predictions.ReadyAdapter<PromptGen.Backbones.BertEncoder>'
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Predictions;

internal static class Program
{
    private static AdapterPool<BertEncoder> Pool(Frozen<BertEncoder> bert, ReadyAdapter<BertEncoder> ofBert, ReadyAdapter<RobertaEncoder> ofRoberta)
    {
        var pool = new AdapterPool<BertEncoder>(bert, paddingId: 0);
        pool.Add("topic", ofRoberta);
        return pool;
    }
}
