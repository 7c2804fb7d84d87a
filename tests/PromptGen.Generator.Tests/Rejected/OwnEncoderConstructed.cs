// CS0122 (21,64): 'MineEncoder.MineEncoder(MineConfig, ConstructionToken)' is inaccessible due to its protection level
using Demo;
using PromptGen.Encoders;

internal sealed class Handmade(MineConfig config, ConstructionToken token) : Encoder(nameof(Handmade), token)
{
    public override int HiddenSize => config.HiddenSize;

    public override int LayerCount => config.LayerCount;

    public override int WordCount => config.VocabSize;

    public override System.Collections.Generic.IReadOnlyList<PromptGen.Heads.HeadForm> Heads => [];

    public override double HiddenDropout => 0;

    public override KeyValueShape KeyValues(int layer) => new(2, 4);

    public override int? LongestInput(int offset) => null;

    public static Encoder Make(ConstructionToken token) => new MineEncoder(MineConfig.Tiny, token);
}
