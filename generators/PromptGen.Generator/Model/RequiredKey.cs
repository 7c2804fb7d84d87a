using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>A key that a configuration must have, with one of some values, to be one of an encoder.</summary>
internal sealed record RequiredKey(string Key, EquatableArray<string> Values)
{
    /// <summary>Whether no configuration has both.</summary>
    public bool Excludes(RequiredKey other) => Key == other.Key && !Values.Intersect(other.Values).Any();
}
