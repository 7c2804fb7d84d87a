// CS1729 (20,98): 'ConstructionToken' does not contain a constructor that takes 0 arguments
using PromptGen.Encoders;

internal sealed class Handmade(ConstructionToken token) : Encoder(nameof(Handmade), token)
{
    public override int HiddenSize => 8;

    public override int LayerCount => 2;

    public override int WordCount => 8;

    public override System.Collections.Generic.IReadOnlyList<PromptGen.Heads.HeadForm> Heads => [];

    public override double HiddenDropout => 0;

    public override KeyValueShape KeyValues(int layer) => new(2, 4);

    public override int? LongestInput(int offset) => null;

    public static Handmade Make(ConstructionToken token) => token is null ? null! : new Handmade(new());
}
