using System.Collections.Generic;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The feed-forward block.</summary>
internal static class FeedForwardEmitter
{
    public static string Class(Architecture architecture, FeedForwardBlock block)
    {
        var name = BlockEmitter.ClassName(architecture, block);
        return Code.Of($$"""
            /// <summary>{{Summary(block)}}</summary>
            {{SchemaRemark.Of(architecture, block)}}
            internal sealed class {{name}} : Module
            {
                {{Parts.Fields(Fields(block))}}

                internal {{name}}({{architecture.Name}}Config config) : base(nameof({{name}}))
                {
                    {{Code.Lines(Constructions(block, Parts.Size(architecture.Layers.Width), Parts.Size(block.Inner)))}}
                    RegisterComponents();
                }

                /// <param name="x">[B, T, C]</param>
                /// <returns>[B, T, C]</returns>
                {{Forward(block)}}
            }
            """);
    }

    private static string Summary(FeedForwardBlock block)
    {
        var activation = block.Activation.Option is null ? Text.Words(block.Activation.Fixed.ToString()).Trim() : "an activation";
        if (block.Fused is { } fused) return $"One map to two halves, of which the {(fused.Activated == ActivatedHalf.First ? "first" : "second")} goes through {activation} and gates the other; and a map back.";
        return block.Gate is null ? $"Two linear maps with {activation} between them." : $"A map that a second one gates, through {activation}; and a map back.";
    }

    private static IEnumerable<(string Type, string Name)> Fields(FeedForwardBlock block)
    {
        if (block.Fused is not null) yield return ("Linear", "projection");
        if (block.Gate is not null) yield return ("Linear", "gate");
        if (block.Up is not null) yield return ("Linear", "up");
        yield return ("Linear", "down");
        if (block.InnerDropout is not null) yield return ("Dropout", "dropout");
        if (block.Activation.Option is not null) yield return ("Activation", "activation");
    }

    private static IEnumerable<string> Constructions(FeedForwardBlock block, string width, string inner)
    {
        if (block.Activation.Option is not null) yield return $"activation = {Parts.Activation(block.Activation)};";
        if (block.Fused is { } fused) yield return $"projection = {Parts.NewLinear(fused.Linear, width, "2 * " + inner)};";
        if (block.Gate is { } gate) yield return $"gate = {Parts.NewLinear(gate, width, inner)};";
        if (block.Up is { } up) yield return $"up = {Parts.NewLinear(up, width, inner)};";
        yield return $"down = {Parts.NewLinear(block.Down, inner, width)};";
        if (block.InnerDropout is { } dropout) yield return $"dropout = Dropout({Parts.Rate(dropout)});";
    }

    private static string Forward(FeedForwardBlock block)
    {
        if (block.Fused is not { } fused)
            return $"internal Tensor Forward(Tensor x) => {Down(block, block.Gate is null ? Activated(block, "up.forward(x)") : $"{Activated(block, "gate.forward(x)")} * up.forward(x)")};";
        var (gate, up) = fused.Activated == ActivatedHalf.First ? ("halves[0]", "halves[1]") : ("halves[1]", "halves[0]");
        return Code.Of($$"""
            internal Tensor Forward(Tensor x)
            {
                var halves = projection.forward(x).chunk(2, -1); // [B, T, I] each
                return {{Down(block, $"{Activated(block, gate)} * {up}")}};
            }
            """);
    }

    private static string Activated(FeedForwardBlock block, string x) => $"{(block.Activation.Option is null ? Parts.Activation(block.Activation) : "activation")}.Apply({x})";

    private static string Down(FeedForwardBlock block, string x) => $"down.forward({(block.InnerDropout is null ? x : $"dropout.forward({x})")})";
}
