// CS0311 (5,28): The type 'Handmade' cannot be used as type parameter 'TEncoder' in the generic type or method 'ProvidesEncoderAttribute<TEncoder>'. There is no implicit reference conversion from 'Handmade' to 'PromptGen.Encoders.IDescribed<Handmade>'.
using PromptGen.Backbones;
using PromptGen.Encoders;

[assembly: ProvidesEncoder<Handmade>]

internal sealed class Handmade(ConstructionToken token) : Encoder(nameof(Handmade), token)
{
    public override int HiddenSize => 8;

    public override int LayerCount => 2;

    public override int WordCount => 8;

    public override System.Collections.Generic.IReadOnlyList<PromptGen.Heads.HeadForm> Heads => [];

    public override double HiddenDropout => 0;

    public override KeyValueShape KeyValues(int layer) => new(2, 4);

    public override int? LongestInput(int offset) => null;
}
