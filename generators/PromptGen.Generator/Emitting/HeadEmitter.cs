using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The published forms of heads, as the config leaves them.</summary>
internal static class HeadEmitter
{
    public static string Form(HeadForm form)
    {
        var dense = form.Dense is { } linear ? $", Dense: {Path(linear.From)}" : "";
        var activation = form.Activation is { } applied ? $", Activation: {Parts.Activation(applied)}" : "";
        var more = new[]
        {
            form.Dense is { Bias: false } ? "DenseWithoutBias = true" : "",
            form.Output is { Bias: false } ? "OutputWithoutBias = true" : "",
            form.InputDropout is { } rate ? $"InputDropout = {Parts.Rate(rate)}" : "",
            form.Norm is { } norm ? $"Norm = new HeadNorm({Path(norm.From)}, {Parts.Rate(norm.Epsilon)}){(norm.Bias ? "" : " { WithoutBias = true }")}" : "",
            form.Tied?.Bias is { } bias ? $"TiedBias = {Path(bias)}" : "",
        }.Where(property => property.Length > 0).ToList();
        return $"new HeadForm(HeadTask.{form.Task}, {Input(form.Input)}, Output: {(form.Output is null ? "null" : Path(form.Output.From))}{dense}{activation})"
            + (more.Count == 0 ? "," : $"\n    {{ {string.Join(", ", more)} }},");
    }

    private static string Input(Choice<HeadInput> input) => input.Option is { } option ? "config." + Text.Pascal(option) : "HeadInput." + input.Fixed;

    // Paths of heads are absolute.
    private static string Path(string from) => Text.Literal(from.Substring(1));
}
