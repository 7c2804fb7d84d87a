using System.Text.Json.Serialization;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Reports;

/// <summary>What was found of one type of entities.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Correct">How many answers are right: type, first and last word.</param>
/// <param name="Answered">How many were given.</param>
/// <param name="Existing">How many there are to be found.</param>
public sealed record EntityCount(string Type, int Correct, int Answered, int Existing)
{
    /// <summary>Precision, recall and F1.</summary>
    [JsonIgnore]
    public FScore Score => new(Correct, Answered, Existing);

    /// <summary>Those of a metric, in the order of their names.</summary>
    /// <param name="counted">What it counted.</param>
    public static IReadOnlyList<EntityCount> Of(EntityF1 counted) =>
        [.. counted.ByType.OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => new EntityCount(type.Key, type.Value.Correct, type.Value.Answered, type.Value.Existing))];
}
