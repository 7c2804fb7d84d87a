// 'ofBert' where the wrong twin has 'ofRoberta'.
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Predictions;

internal static class Program
{
    private static AdapterPool<BertEncoder> Pool(Frozen<BertEncoder> bert, ReadyAdapter<BertEncoder> ofBert, ReadyAdapter<RobertaEncoder> ofRoberta)
    {
        var pool = new AdapterPool<BertEncoder>(bert, paddingId: 0);
        pool.Add("topic", ofBert);
        return pool;
    }
}
