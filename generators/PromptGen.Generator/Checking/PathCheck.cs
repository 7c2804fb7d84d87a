using System;
using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Checking;

/// <summary>Checkpoint paths: <c>{layer}</c> where it is due and nowhere else, no path for two modules, no weights ignored.</summary>
internal static class PathCheck
{
    public static void Run(Architecture architecture, Findings findings)
    {
        var modules = architecture.Weights.Where(weights => weights.From.Length > 0).ToList();
        CheckPlaceholders(architecture, modules, findings);
        CheckDistinct(architecture, modules, findings);
        CheckIgnored(architecture, modules, findings);
    }

    private static void CheckIgnored(Architecture architecture, List<WeightModule> modules, Findings findings)
    {
        string[] tensors = ["weight", "bias", .. architecture.Checkpoint.Aliases.Select(alias => alias.From)];
        // A module that may be absent may be ignored: where it is there, its weights are taken first.
        var taken = modules.Where(weights => weights.When.Count == 0)
            .Select(weights => (Weights: weights, Places: Places(architecture, architecture.CheckpointPath(weights)).ToList())).ToList();
        foreach (var ignored in architecture.Checkpoint.Ignored)
        {
            var hidden = Places(architecture, ignored.Path).ToList();
            if (taken.FirstOrDefault(module => module.Places.Any(place => hidden.Any(path => Covers(path, place, tensors)))).Weights is { } hit)
                findings.Add(Rules.IgnoresWeights, ignored.At.Place, ignored.Path, Described(hit));
        }
    }

    private static void CheckPlaceholders(Architecture architecture, List<WeightModule> modules, Findings findings)
    {
        if (architecture.Layers.From.Length > 0) Expect(architecture.Layers.From, 1, architecture.Layers.At, "it says once which layer");
        foreach (var weights in modules)
        {
            if (weights.EachLayer && IsAbsolute(weights.From)) Expect(weights.From, 1, weights.At, "an absolute path inside a layer says once which layer");
            else if (weights.EachLayer) Expect(weights.From, 0, weights.At, "the path of the layers before it says which layer");
            else Expect(weights.From, 0, weights.At, "only paths inside a layer have it");
        }
        foreach (var form in architecture.Heads)
        foreach (var (path, at) in new[] { (form.Dense?.From, form.Dense?.At), (form.Norm?.From, form.Norm?.At), (form.Output?.From, form.Output?.At), (form.Tied?.Bias, form.Tied?.At) })
            if (path is not null) Expect(path, 0, at!.Value, "only paths inside a layer have it");
        foreach (var ignored in architecture.Checkpoint.Ignored.Where(ignored => Placeholders(ignored.Path) > 1))
            Expect(ignored.Path, 1, ignored.At, "it says once which layer");

        void Expect(string path, int times, Spot at, string right)
        {
            var found = Placeholders(path);
            if (found != times) findings.Add(Rules.LayerPlaceholder, at.Place, path, found == 0 ? "nowhere" : found == 1 ? "in it" : "more than once", right);
        }
    }

    private static void CheckDistinct(Architecture architecture, List<WeightModule> modules, Findings findings)
    {
        var owners = new Dictionary<string, WeightModule>(StringComparer.Ordinal);
        foreach (var weights in modules)
        {
            var path = architecture.CheckpointPath(weights);
            if (Places(architecture, path).Select(place => owners.TryGetValue(place, out var owner) ? owner : null).FirstOrDefault(owner => owner is not null) is { } other)
                findings.Add(Rules.SamePath, weights.At.Place, weights.From, Described(other));
            else
                foreach (var place in Places(architecture, path)) owners[place] = weights;
        }
    }

    // Every place in a checkpoint that a path may mean: below each root, or itself.
    private static IEnumerable<string> Places(Architecture architecture, string path) => IsAbsolute(path)
        ? [path.Substring(1)]
        : architecture.Checkpoint.Roots.Select(root => root.Length == 0 ? path : root + "." + path).DefaultIfEmpty(path).Distinct();

    // A path covers what lies below it, and a module one of whose tensors it is.
    private static bool Covers(string path, string module, string[] tensors)
    {
        var (segments, owned) = (path.Split('.'), module.Split('.'));
        return segments.Zip(owned, MayBeOne).All(same => same)
            && (segments.Length <= owned.Length || segments.Length == owned.Length + 1 && tensors.Contains(segments[owned.Length]));
    }

    // {layer} stands for every number.
    private static bool MayBeOne(string one, string other) =>
        one == other || one == PathReader.Placeholder && other.All(char.IsDigit) || other == PathReader.Placeholder && one.All(char.IsDigit);

    private static int Placeholders(string path) => path.Split('.', '/').Count(segment => segment == PathReader.Placeholder);

    private static bool IsAbsolute(string path) => path.StartsWith("/", StringComparison.Ordinal);

    private static string Described(WeightModule weights) => $"'{weights.Module}'";
}
