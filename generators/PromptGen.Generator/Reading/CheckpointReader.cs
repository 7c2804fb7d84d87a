using System;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>checkpoint</c>.</summary>
internal static class CheckpointReader
{
    public static readonly Noun Noun = new("checkpoint", "a checkpoint layout", "roots", "aliases", "ignored");

    public static Checkpoint Read(JsonNode? node, SchemaScope scope)
    {
        if (node is null || Noun.Read(node, "checkpoint", scope.Findings) is not { } checkpoint) return new Checkpoint([], [], []);
        var roots = scope.Texts(checkpoint.Required("roots"), "roots");
        if (checkpoint.Optional("roots") is { Kind: JsonKind.Array, Items.Count: 0 } empty)
            scope.Findings.Add(Rules.WrongType, empty.Place, "roots", "empty", "at least one root; \"\" means none");
        foreach (var (root, place) in roots.Where(root => root.Text.Length > 0))
        {
            if (root.StartsWith("/", StringComparison.Ordinal)) scope.Findings.Add(Rules.IllegalPath, place, root, "a root has no '/' before it");
            else PathReader.Check(root, place, scope);
        }
        var aliases = scope.Map(checkpoint.Optional("aliases"), "aliases", "an object of names").Select(member =>
        {
            if (scope.CheckKey(member.Name, member.NamePlace, "a tensor") && Words.TensorNames.All.Contains(member.Name))
                scope.Findings.Add(Rules.OwnAlias, member.NamePlace, member.Name);
            return new Alias(member.Name, Words.TensorNames.Read(member.Value, member.Name, scope.Findings));
        }).ToEquatable();
        var ignored = scope.Texts(checkpoint.Optional("ignored"), "ignored");
        foreach (var (path, place) in ignored) PathReader.Check(path, place, scope);
        return new Checkpoint(
            roots.Select(root => root.Text).ToEquatable(), aliases, ignored.Select(path => new IgnoredPath(path.Text, path.Place)).ToEquatable());
    }
}
