using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>sizes</c>, and whatever stands where a size is expected.</summary>
internal static class SizeReader
{
    public static readonly Noun Size = new("size", "a size", "config", "default", "size", "times", "dividedBy", "plus");
    public static readonly Noun Expression = new("sizeExpression", "an expression of sizes", "size", "times", "dividedBy", "plus");

    public static EquatableArray<Size> ReadAll(JsonNode? node, SchemaScope scope)
    {
        var members = scope.Map(node, "sizes", "an object of sizes");
        foreach (var member in members)
        {
            scope.CheckIdentifier(member.Name, member.NamePlace, "a size");
            scope.Sizes.Define(member.Name, member.NamePlace);
        }
        var sizes = members.Select(member => Read(member, scope)).ToEquatable();
        foreach (var size in sizes) ReportCycle(size, sizes, scope);
        return sizes;
    }

    private static Size Read(JsonMember member, SchemaScope scope)
    {
        if (Size.Read(member.Value, member.Name, scope.Findings) is not { } size) return new Size(member.Name, null, 1, member.NamePlace);
        if (size.Optional("size") is not null)
        {
            foreach (var name in new[] { "config", "default" })
                if (size.Optional(name) is { } wrong) scope.Findings.Add(Rules.WrongType, wrong.Place, name, "beside 'size'", "a size either read or following from another");
            return new Size(member.Name, null, Combine(size, scope), member.NamePlace);
        }
        foreach (var name in new[] { "times", "dividedBy", "plus" })
            if (size.Optional(name) is { } wrong) scope.Findings.Add(Rules.WrongType, wrong.Place, name, "without 'size'", "the size that it changes beside it");
        var config = scope.Key(size.Required("config"), "config", "a key of config.json");
        var fallback = size.Optional("default") is { } value ? ReadExpression(value, "default", scope) : null;
        return new Size(member.Name, config, fallback, member.NamePlace);
    }

    /// <summary>A size's name, a number, or an object that combines them.</summary>
    public static SizeExpression ReadExpression(JsonNode? node, string name, SchemaScope scope)
    {
        if (node is null) return 1;
        if (node.Kind != JsonKind.Object) return Factor(node, name, scope);
        return Expression.Read(node, name, scope.Findings) is { } members ? Combine(members, scope) : 1;
    }

    private static SizeExpression Combine(Members members, SchemaScope scope)
    {
        SizeExpression value = new SizeExpression.Named(scope.Reference(members.Required("size"), "size", scope.Sizes));
        if (members.Optional("times") is { } times) value *= Factor(times, "times", scope);
        if (members.Optional("dividedBy") is { } dividedBy) value /= Factor(dividedBy, "dividedBy", scope);
        if (members.Optional("plus") is { } plus) value += scope.Integer(plus, "plus", 1);
        return value;
    }

    private static SizeExpression Factor(JsonNode node, string name, SchemaScope scope)
    {
        if (node.Kind == JsonKind.Number) return scope.Integer(node, name, 1);
        if (node.Kind == JsonKind.String) return new SizeExpression.Named(scope.Reference(node, name, scope.Sizes));
        scope.Findings.Add(Rules.WrongType, node.Place, name, node.Description, "the name of a size, or a number");
        return 1;
    }

    private static void ReportCycle(Size start, EquatableArray<Size> sizes, SchemaScope scope)
    {
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
                if (path.Contains(name) || sizes.FirstOrDefault(other => other.Name == name) is not { } next) continue;
                path.Add(name);
                if (Leads(next)) return true;
                path.Remove(name);
            }
            return false;
        }
    }
}
