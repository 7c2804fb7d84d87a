using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>scoreBias</c>.</summary>
internal static class ScoreBiasReader
{
    public static readonly Noun Noun = new("scoreBias", "a bias of scores", "buckets", "farthest", "from");

    public static ScoreBias? Read(JsonNode? node, SchemaScope scope)
    {
        if (node is null || Noun.Read(node, "scoreBias", scope.Findings) is not { } bias) return null;
        var from = bias.Required("from");
        return new ScoreBias(
            SizeReader.ReadExpression(bias.Required("buckets"), "buckets", scope),
            SizeReader.ReadExpression(bias.Required("farthest"), "farthest", scope),
            PathReader.Read(from, "from", scope),
            from?.Place ?? bias.Place);
    }
}
