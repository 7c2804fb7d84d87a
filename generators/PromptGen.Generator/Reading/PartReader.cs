using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads what components are made of: linear maps and norms.</summary>
internal static class PartReader
{
    public static readonly Noun LinearNoun = new("linear", "a linear map", "from", "bias");
    public static readonly Noun NormNoun = new("norm", "a norm", "kind", "epsilon", "from", "when");

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

    public static Norm? ReadNorm(JsonNode? node, string name, SchemaScope scope)
    {
        if (node is null || NormNoun.Read(node, name, scope.Findings) is not { } norm) return null;
        var from = norm.Required("from");
        return new Norm(
            Words.NormKinds.Read(norm.Required("kind"), "kind", scope.Findings),
            scope.Rate(norm.Required("epsilon"), "epsilon"),
            PathReader.Read(from, "from", scope),
            OptionReader.ReadWhen(norm.Optional("when"), scope),
            from?.Place ?? norm.Place);
    }
}
