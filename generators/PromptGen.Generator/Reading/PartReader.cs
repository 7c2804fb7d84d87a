using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads what components are made of: linear maps and norms.</summary>
internal static class PartReader
{
    public static readonly Noun LinearNoun = new("linear", "a linear map", "from", "bias");
    public static readonly Noun NormNoun = new("norm", "a norm", "kind", "epsilon", "from");

    public static Linear ReadLinear(JsonNode? node, string name, SchemaScope scope)
    {
        if (node is null || LinearNoun.Read(node, name, scope.Findings) is not { } linear) return new Linear("", true, default);
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
            from?.Place ?? norm.Place);
    }
}
