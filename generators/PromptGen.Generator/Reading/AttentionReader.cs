using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads a block of kind <c>selfAttention</c>.</summary>
internal static class AttentionReader
{
    public static readonly Noun Noun = new("selfAttention", "a self-attention block",
        "kind", "heads", "keyValueHeads", "headSize", "visible", "query", "key", "value", "output", "weightDropout", "normBefore", "normAfter", "dropout");

    public static Block Read(string name, Members block, SchemaScope scope) => new AttentionBlock(
        name,
        SizeReader.ReadExpression(block.Required("heads"), "heads", scope),
        block.Optional("keyValueHeads") is { } keyValueHeads ? SizeReader.ReadExpression(keyValueHeads, "keyValueHeads", scope) : null,
        block.Optional("headSize") is { } headSize ? SizeReader.ReadExpression(headSize, "headSize", scope) : null,
        Words.Visibilities.Read(block.Required("visible"), "visible", scope.Findings),
        PartReader.ReadLinear(block.Required("query"), "query", scope),
        PartReader.ReadLinear(block.Required("key"), "key", scope),
        PartReader.ReadLinear(block.Required("value"), "value", scope),
        PartReader.ReadLinear(block.Required("output"), "output", scope),
        scope.OptionalRate(block.Optional("weightDropout"), "weightDropout"),
        PartReader.ReadNorm(block.Optional("normBefore"), "normBefore", scope),
        PartReader.ReadNorm(block.Optional("normAfter"), "normAfter", scope),
        scope.OptionalRate(block.Optional("dropout"), "dropout"),
        block.Place);
}
