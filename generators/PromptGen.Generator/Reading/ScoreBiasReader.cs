using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>scoreBias</c>.</summary>
internal static class ScoreBiasReader
{
    public static readonly Noun LearnedNoun = new("learnedBias", "a learned bias of scores", "kind", "buckets", "farthest", "from");
    public static readonly Noun LinearNoun = new("linearBias", "a linear bias of scores", "kind");

    public static ScoreBias? Read(JsonNode? node, SchemaScope scope)
    {
        if (node is null || !KindReader.TryRead(node, "scoreBias", "a bias of scores", Words.ScoreBiasKinds, scope, out var kind)) return null;
        return kind == ScoreBiasKind.Linear ? ReadLinear(node, scope) : ReadLearned(node, scope);
    }

    private static ScoreBias.Linear? ReadLinear(JsonNode node, SchemaScope scope) =>
        LinearNoun.Read(node, "scoreBias", scope.Findings) is { } bias ? new ScoreBias.Linear(bias.Place) : null;

    private static ScoreBias.Learned? ReadLearned(JsonNode node, SchemaScope scope)
    {
        if (LearnedNoun.Read(node, "scoreBias", scope.Findings) is not { } bias) return null;
        var from = bias.Required("from");
        return new ScoreBias.Learned(
            SizeReader.ReadExpression(bias.Required("buckets"), "buckets", scope),
            SizeReader.ReadExpression(bias.Required("farthest"), "farthest", scope),
            PathReader.Read(from, "from", scope),
            from?.Place ?? bias.Place);
    }
}
