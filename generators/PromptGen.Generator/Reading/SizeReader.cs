using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>sizes</c>, and whatever stands where a size is expected.</summary>
internal static class SizeReader
{
    public static readonly Noun Size = new("size", "a size", "config", "default", "unset", "size", "times", "dividedBy", "plus");
    public static readonly Noun Expression = new("sizeExpression", "an expression of sizes", "size", "times", "dividedBy", "plus");

    public static EquatableArray<Size> ReadAll(JsonNode? node, SchemaScope scope)
    {
        var members = scope.Map(node, "sizes", "an object of sizes");
        foreach (var member in members)
        {
            scope.CheckIdentifier(member.Name, member.NamePlace, "a size");
            scope.Sizes.Define(member.Name, member.NamePlace);
            if (member.Value.Kind == JsonKind.Object
                && member.Value.Members.Any(property => property is { Name: "default", Value: { Kind: JsonKind.Number, Text: "0" or "-0" } }))
                scope.OptionalSizes.Add(member.Name);
        }
        var sizes = members.Select(member => Read(member, scope)).ToEquatable();
        var named = sizes.ToDictionary(size => size.Name);
        foreach (var size in sizes) ReportCycle(size, named, scope);
        return sizes;
    }

    private static Size Read(JsonMember member, SchemaScope scope)
    {
        if (Size.Read(member.Value, member.Name, scope.Findings) is not { } size) return new Size(member.Name, null, 1, null, member.NamePlace);
        if (size.Optional("size") is not null)
        {
            scope.Exclude(size, "'size'", "a size either read or following from another", "config", "default", "unset");
            return new Size(member.Name, null, Combine(size, scope), null, member.NamePlace);
        }
        foreach (var name in new[] { "times", "dividedBy", "plus" })
            if (size.Optional(name) is { } wrong) scope.Findings.Add(Rules.WrongType, wrong.Place, name, "without 'size'", "the size that it changes beside it");
        var (config, others) = scope.ConfigKeys(size.Required("config"), $"the size '{member.Name}'");
        var fallback = size.Optional("default") is { } value ? ReadDefault(value, scope) : null;
        long? unset = size.Optional("unset") is { } number ? scope.Integer(number, "unset", int.MinValue, 0) : null;
        if (unset is not null && fallback is null)
            scope.Findings.Add(Rules.PartNeeded, size.Optional("unset")!.Place, "'unset'", "a 'default'", "say what an absent key means");
        return new Size(member.Name, config, fallback, unset, member.NamePlace) { OtherKeys = others };
    }

    private static SizeExpression ReadDefault(JsonNode node, SchemaScope scope) =>
        node.Kind == JsonKind.Number ? scope.Integer(node, "default", 0) : ReadExpression(node, "default", scope);

    /// <summary>A size's name, a number, or an object that combines them. A size that may be 0 has no place here.</summary>
    public static SizeExpression ReadExpression(JsonNode? node, string name, SchemaScope scope)
    {
        if (node is null) return 1;
        if (node.Kind != JsonKind.Object) return Factor(node, name, scope);
        return Expression.Read(node, name, scope.Findings) is { } members ? Combine(members, scope) : 1;
    }

    /// <summary>As <see cref="ReadExpression"/>, but a size that may be 0 may stand here alone: where it is, the part is absent.</summary>
    /// <param name="given">That the size is not 0, where it may be.</param>
    public static SizeExpression ReadOptional(JsonNode? node, string name, SchemaScope scope, out EquatableArray<Condition> given)
    {
        given = [];
        if (node?.Kind != JsonKind.String || !scope.OptionalSizes.Contains(node.Text)) return ReadExpression(node, name, scope);
        scope.Sizes.Use(node.Text);
        given = [new Condition.Given(node.Text)];
        return new SizeExpression.Named(node.Text) { At = node.Place };
    }

    private static SizeExpression Combine(Members members, SchemaScope scope)
    {
        SizeExpression value = new SizeExpression.Named(Named(members.Required("size"), "size", scope)) { At = members.Place };
        if (members.Optional("times") is { } times) value *= Factor(times, "times", scope);
        if (members.Optional("dividedBy") is { } dividedBy) value /= Factor(dividedBy, "dividedBy", scope);
        if (members.Optional("plus") is { } plus) value += scope.Integer(plus, "plus", 1);
        return value;
    }

    private static SizeExpression Factor(JsonNode node, string name, SchemaScope scope)
    {
        if (node.Kind == JsonKind.Number) return new SizeExpression.Whole(scope.Integer(node, name, 1)) { At = node.Place };
        if (node.Kind == JsonKind.String) return new SizeExpression.Named(Named(node, name, scope)) { At = node.Place };
        scope.Findings.Add(Rules.WrongType, node.Place, name, node.Description, "the name of a size, or a number");
        return 1;
    }

    private static string Named(JsonNode? node, string name, SchemaScope scope)
    {
        var size = scope.Reference(node, name, scope.Sizes);
        if (scope.OptionalSizes.Contains(size)) scope.Findings.Add(Rules.MayBeZero, node!.Place, size, name);
        return size;
    }

    private static void ReportCycle(Size start, IReadOnlyDictionary<string, Size> sizes, SchemaScope scope)
    {
        // A size that many ways lead to is gone through once.
        var seen = new HashSet<string>();
        var path = new List<string>();
        if (Leads(start)) scope.Findings.Add(Rules.SizeCycle, start.At.Place, start.Name, Suggestion.List(path.Distinct(), "and"));

        bool Leads(Size size)
        {
            foreach (var name in size.Value?.Names ?? [])
            {
                if (name == start.Name)
                {
                    path.Add(size.Name);
                    return true;
                }
                if (!seen.Add(name) || !sizes.TryGetValue(name, out var next)) continue;
                path.Add(name);
                if (Leads(next)) return true;
                path.RemoveAt(path.Count - 1);
            }
            return false;
        }
    }
}
