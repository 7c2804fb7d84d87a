using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads a block of kind <c>feedForward</c>.</summary>
internal static class FeedForwardReader
{
    public static readonly Noun Noun = new("feedForward", "a feed-forward block",
        "kind", "inner", "activation", "up", "gate", "fused", "down", "innerDropout", "normBefore", "normAfter", "dropout");

    public static readonly Noun FusedNoun = new("fusedGate", "a fused gate", "from", "bias", "activated");

    public static Block Read(string name, Members block, SchemaScope scope)
    {
        var fused = block.Optional("fused");
        if (fused is not null) scope.Exclude(block, "'fused'", "separate maps, or one that is fused", "up", "gate");
        return new FeedForwardBlock(
            name,
            SizeReader.ReadExpression(block.Required("inner"), "inner", scope),
            OptionReader.ReadActivation(block.Required("activation"), "activation", scope),
            fused is null ? PartReader.ReadLinear(block.Required("up"), "up", scope) : null,
            fused is null && block.Optional("gate") is { } gate ? PartReader.ReadLinear(gate, "gate", scope) : null,
            ReadFused(fused, scope),
            PartReader.ReadLinear(block.Required("down"), "down", scope),
            scope.OptionalRate(block.Optional("innerDropout"), "innerDropout"),
            PartReader.ReadNorm(block.Optional("normBefore"), "normBefore", scope, ofBlock: true),
            PartReader.ReadNorm(block.Optional("normAfter"), "normAfter", scope, ofBlock: true),
            scope.OptionalRate(block.Optional("dropout"), "dropout"),
            block.Place);
    }

    private static FusedGate? ReadFused(JsonNode? node, SchemaScope scope) =>
        node is null || FusedNoun.Read(node, "fused", scope.Findings) is not { } fused ? null : new FusedGate(
            PartReader.ReadLinear(fused, scope), Words.ActivatedHalves.Read(fused.Required("activated"), "activated", scope.Findings));
}
