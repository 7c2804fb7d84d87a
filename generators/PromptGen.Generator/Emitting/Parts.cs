using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>How the parts that components share are declared, built and named.</summary>
internal static class Parts
{
    /// <summary>A size expression, in the scope of a <c>config</c>.</summary>
    public static string Size(SizeExpression size) => size.Write(name => "config." + Text.Pascal(name));

    /// <summary>A rate, in the scope of a <c>config</c>.</summary>
    public static string Rate(RateValue rate) => rate.Name is { } name ? "config." + Text.Pascal(name) : Text.Double(rate.Number);

    public static string NewNorm(Norm norm, SizeExpression width) => norm.Kind switch
    {
        NormKind.Layer => $"Weights.LayerNorm({Size(width)}, {Rate(norm.Epsilon)}{(norm.Bias ? "" : ", bias: false")})",
        NormKind.Rms => $"Weights.RmsNorm({Size(width)}, {Rate(norm.Epsilon)})",
        _ => throw new System.NotSupportedException($"norm {norm.Kind}"),
    };

    public static string NormType(Norm norm) => (norm.Kind switch
    {
        NormKind.Layer => "LayerNorm",
        NormKind.Rms => "RmsNorm",
        _ => throw new System.NotSupportedException($"norm {norm.Kind}"),
    }) + Optional(norm.When);

    /// <summary>A norm's output.</summary>
    public static string Normalized(Norm norm, string field, string x) => Applied(norm.When, field, x);

    /// <summary>The output of a module that may be absent; then its input.</summary>
    public static string Applied(EquatableArray<Condition> when, string field, string x) => when.Count == 0 ? $"{field}.forward({x})" : $"{field}.IfAny({x})";

    /// <summary>Terms added up.</summary>
    public static string Sum(IEnumerable<string> terms) => string.Concat(terms.Select((term, i) => i == 0 ? term : $".Plus({term})"));

    public static string NewLinear(Linear linear, string inputs, string outputs) =>
        $"Weights.Linear({inputs}, {outputs}{(linear.Bias ? "" : ", bias: false")})";

    /// <summary>An activation, in the scope of a <c>config</c> where an option chooses it.</summary>
    public static string Activation(Choice<Activation> activation) =>
        activation.Option is { } option ? "config." + Text.Pascal(option) : "Activation." + activation.Fixed;

    /// <summary>What marks the type of a field that may be null.</summary>
    public static string Optional(EquatableArray<Condition> when) => when.Count == 0 ? "" : "?";

    /// <summary>A statement where some condition must hold for it.</summary>
    public static string If(EquatableArray<Condition> when, string statement) =>
        when.Count == 0 ? statement : $"if ({string.Join(" && ", when.Select(condition => condition.Write()))}) {statement}";

    /// <summary>One line for each type of field, in the order of first use.</summary>
    public static string Fields(IEnumerable<(string Type, string Name)> fields) => Code.Lines(fields
        .GroupBy(field => field.Type)
        .Select(group => $"private readonly {group.Key} {string.Join(", ", group.Select(field => field.Name))};"));
}
