using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Checking;

/// <summary>
/// Finds where an extension caused what is wrong in a part that it inherits. The cause is the innermost member of the extending file
/// without which the finding would not be there: it is found by checking the schema without that member.
/// </summary>
/// <param name="chain">The schema and what it extends.</param>
/// <param name="findings">What is wrong with it.</param>
/// <param name="check">What is wrong with any chain of schemas.</param>
internal sealed class CauseSearch(SchemaChain chain, EquatableArray<Finding> findings, System.Func<SchemaChain, EquatableArray<Finding>> check)
{
    /// <summary>How many times the schema is checked again at most, fewer where it is long; behind that a cause is said less exactly.</summary>
    private const int MostTrials = 200, MostCharacters = 4_000_000;

    private readonly HashSet<(string Id, Place Place)> known = [.. findings.Select(Key)];
    private readonly Dictionary<Finding, Place> causes = [];
    private int left = System.Math.Min(MostTrials, MostCharacters / System.Math.Max(1, chain.Schemas.Sum(schema => schema.Source.Text?.Length ?? 0)));

    /// <summary>The findings, each at its cause.</summary>
    public EquatableArray<Finding> Run()
    {
        var moved = new Findings();
        moved.AddRange(Located().Values);
        // Two inherited parts that one cause makes wrong in the same way are one fault of the extension.
        return moved.ToArray().GroupBy(finding => finding with { Met = null }).Select(same => same.First()).ToEquatable();
    }

    /// <summary>Each finding, and the same at its cause.</summary>
    private Dictionary<Finding, Finding> Located()
    {
        var inherited = findings.Where(finding => finding.Place.File != chain.Own.Source.Path).ToList();
        if (inherited.Count == 0 || chain.Own.Root is not { } root || chain.Own.Extends is not { } extends) return findings.ToDictionary(finding => finding);

        // What is wrong without the extension too, its base is to blame for.
        var below = new SchemaChain(chain.Schemas.Skip(1).ToEquatable(), chain.Findings.Where(finding => finding.Place.File != chain.Own.Source.Path).ToEquatable());
        var atBase = new CauseSearch(below, check(below), check).Located().ToLookup(found => Key(found.Key), found => found.Value);
        var whole = below.Schemas.All(schema => schema.Root is not null) ? SchemaMerge.Merge(below, new Findings()) : null;
        Search(root, whole, [.. inherited.Where(finding => !atBase[Key(finding)].Any())], extends.Place, without => without);
        return findings.ToDictionary(finding => finding, finding =>
            causes.TryGetValue(finding, out var cause) ? finding with { Place = cause, Met = finding.Place }
            : atBase[Key(finding)].FirstOrDefault() is { } other ? finding with { Place = other.Place, Met = other.Met }
            : finding);
    }

    /// <summary>Looks for the causes of some findings among the members of a value of the extending file.</summary>
    /// <param name="node">The value; without it none of the findings would be there.</param>
    /// <param name="inherited">The value that it changes; null: it is a new one, and as a whole the cause.</param>
    /// <param name="sought">The findings.</param>
    /// <param name="at">Where that value is said.</param>
    /// <param name="whole">Gives the file with another value in its place.</param>
    private void Search(JsonNode node, JsonNode? inherited, IReadOnlyList<Finding> sought, Place at, System.Func<JsonNode, JsonNode> whole)
    {
        foreach (var finding in sought) causes[finding] = at;
        if (sought.Count == 0 || node.Kind != JsonKind.Object || inherited?.Kind != JsonKind.Object) return;
        var byMember = new List<(JsonMember Member, HashSet<(string Id, Place Place)> Left)>();
        foreach (var member in node.Members.Where(member => member.Name != "extends"))
        {
            if (left-- <= 0) return;
            byMember.Add((member, [.. check(chain.With(whole(node.Without(member)))).Select(Key)]));
        }
        // One without which nothing else is wrong is surer: other errors hide what is checked last.
        foreach (var group in sought
            .Select(finding => (finding, Cause: byMember.Where(trial => !trial.Left.Contains(Key(finding))).OrderBy(trial => trial.Left.IsSubsetOf(known) ? 0 : 1).FirstOrDefault()))
            .Where(found => found.Cause.Member is not null && (found.Cause.Left.IsSubsetOf(known) || IsOfParts(found.finding)))
            .GroupBy(found => found.Cause.Member, found => found.finding))
        {
            var changed = inherited.Members.FirstOrDefault(member => member.Name == group.Key.Name)?.Value;
            Search(group.Key.Value, changed, [.. group], group.Key.NamePlace, value => whole(node.With(group.Key, value)));
        }
    }

    /// <summary>Whether it is reported while parts are read, whatever else is wrong.</summary>
    private static bool IsOfParts(Finding finding) => finding.Id.StartsWith("PGEN1", System.StringComparison.Ordinal) && finding.IsError;

    private static (string Id, Place Place) Key(Finding finding) => (finding.Id, finding.Place);
}
