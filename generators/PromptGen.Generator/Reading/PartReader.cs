using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads what components are made of: linear maps and norms.</summary>
internal static class PartReader
{
    public static readonly Noun LinearNoun = new("linear", "a linear map", "from", "bias");
    public static readonly Noun NormNoun = new("norm", "a norm", "kind", "epsilon", "bias", "from", "when", "absentIn");

    public static Linear ReadLinear(JsonNode? node, string name, SchemaScope scope)
    {
        return node is null || LinearNoun.Read(node, name, scope.Findings) is not { } linear ? new Linear("", true, default) : ReadLinear(linear, scope);
    }

    /// <summary>The linear map that an object describes among other things.</summary>
    public static Linear ReadLinear(Members linear, SchemaScope scope)
    {
        var from = linear.Required("from");
        return new Linear(PathReader.Read(from, "from", scope), scope.Boolean(linear.Optional("bias"), "bias", true), from?.Place ?? linear.Place);
    }

    /// <param name="ofBlock">Whether it is a norm of a block, of which every layer has one.</param>
    public static Norm? ReadNorm(JsonNode? node, string name, SchemaScope scope, bool ofBlock = false)
    {
        if (node is null || NormNoun.Read(node, name, scope.Findings) is not { } norm) return null;
        var from = norm.Required("from");
        var kind = Words.NormKinds.Read(norm.Required("kind"), "kind", scope.Findings);
        if (kind == NormKind.Rms) scope.Exclude(norm, "'rms'", "none, since such a norm has only a weight", "bias");
        if (norm.Optional("absentIn") is { } place)
        {
            Words.NormAbsences.Read(place, "absentIn", scope.Findings);
            if (!ofBlock) scope.Findings.Add(Rules.PartNeeded, place.Place, "'absentIn'", "a norm of a block", "every layer has such a norm, and there is one of this; leave it out");
        }
        return new Norm(
            kind,
            scope.Rate(norm.Required("epsilon"), "epsilon"),
            kind == NormKind.Layer && scope.Boolean(norm.Optional("bias"), "bias", true),
            PathReader.Read(from, "from", scope),
            [.. OptionReader.ReadWhen(norm.Optional("when"), scope), .. norm.Optional("absentIn") is null ? [] : new Condition[] { new Condition.AfterFirstLayer() }],
            from?.Place ?? norm.Place);
    }
}
