using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>A key that a <c>config.json</c> must have, and the values that it may have there.</summary>
internal sealed record Requirement(string Config, EquatableArray<string> Values)
{
    /// <summary>
    /// Whether a configuration that two encoders answer to leads to one of them: one requires something and the other nothing, so that it is what is left; or
    /// they require different values of one key.
    /// </summary>
    public static bool Distinguish(IReadOnlyCollection<Requirement> one, IReadOnlyCollection<Requirement> other) =>
        one.Count == 0 != (other.Count == 0)
        || one.Any(required => other.Any(against => against.Config == required.Config && !against.Values.Intersect(required.Values).Any()));
}
