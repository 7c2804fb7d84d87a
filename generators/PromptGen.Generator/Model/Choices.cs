using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace PromptGen.Generator.Model;

/// <summary>One choice of all sizes and options: what a preset or a <c>config.json</c> amounts to.</summary>
/// <param name="Sizes">A number for every size.</param>
/// <param name="Options">The members that each option has chosen: one, or those of a set.</param>
internal sealed record Choices(IReadOnlyDictionary<string, BigInteger> Sizes, IReadOnlyDictionary<string, IReadOnlyList<string>> Options)
{
    public bool Has(string option, string member) => Options[option].Contains(member);

    /// <summary>What a preset amounts to.</summary>
    /// <param name="architecture">The schema.</param>
    /// <param name="preset">It has every size and option that has no default.</param>
    public static Choices Of(Architecture architecture, Preset preset) => Complete(
        architecture,
        preset.Sizes.Select(size => new KeyValuePair<string, BigInteger>(size.Name, size.Value)),
        preset.Options.Select(option => new KeyValuePair<string, IReadOnlyList<string>>(option.Name, [.. option.Members])));

    /// <summary>Completes what is given by the schema's defaults and by what follows.</summary>
    /// <param name="architecture">The schema; its sizes do not follow from themselves.</param>
    /// <param name="sizes">At least every size that has no default.</param>
    /// <param name="options">At least every option that has no default.</param>
    public static Choices Complete(
        Architecture architecture, IEnumerable<KeyValuePair<string, BigInteger>> sizes, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> options)
    {
        var values = sizes.ToDictionary(size => size.Key, size => size.Value);
        var named = architecture.Sizes.ToDictionary(size => size.Name);
        foreach (var size in architecture.Sizes) Follow(size);
        var chosen = options.ToDictionary(option => option.Key, option => option.Value);
        foreach (var option in architecture.Options)
            if (!chosen.ContainsKey(option.Name) && option.Default is { } members) chosen[option.Name] = [.. members];
        return new Choices(values, chosen);

        void Follow(Size size)
        {
            if (values.ContainsKey(size.Name) || size.Value is null) return;
            foreach (var name in size.Value.Names)
                if (named.TryGetValue(name, out var next)) Follow(next);
            if (size.Value.Names.All(values.ContainsKey)) values[size.Name] = size.Value.Evaluate(values);
        }
    }
}
