using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads a block of kind <c>feedForward</c>.</summary>
internal static class FeedForwardReader
{
    public static readonly Noun Noun = new("feedForward", "a feed-forward block",
        "kind", "inner", "activation", "up", "down", "normBefore", "normAfter", "dropout");

    public static Block Read(string name, Members block, SchemaScope scope) => new FeedForwardBlock(
        name,
        SizeReader.ReadExpression(block.Required("inner"), "inner", scope),
        OptionReader.ReadActivation(block.Required("activation"), "activation", scope),
        PartReader.ReadLinear(block.Required("up"), "up", scope),
        PartReader.ReadLinear(block.Required("down"), "down", scope),
        PartReader.ReadNorm(block.Optional("normBefore"), "normBefore", scope),
        PartReader.ReadNorm(block.Optional("normAfter"), "normAfter", scope),
        scope.OptionalRate(block.Optional("dropout"), "dropout"),
        block.Place);
}
