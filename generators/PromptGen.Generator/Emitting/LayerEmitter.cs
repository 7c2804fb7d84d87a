using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>A layer: its blocks, each with what stands around it.</summary>
internal static class LayerEmitter
{
    /// <summary>Layers of several kinds are of one class.</summary>
    public static string ClassName(Architecture architecture) => architecture.Name + (architecture.Layers.Kinds.Count > 1 ? "Layer" : Text.Pascal(architecture.LayerKind.Name));

    public static string Class(Architecture architecture)
    {
        var kind = architecture.LayerKind;
        var name = ClassName(architecture);
        return Code.Of($$"""
            /// <summary>{{Summary(kind)}}{{(architecture.Layers.Groups is null ? "" : " One serves all layers of a group.")}}</summary>
            {{SchemaRemark.Of(architecture, $"layers.kinds.{kind.Name}")}}
            internal sealed class {{name}} : Module
            {
                {{Parts.Fields(Fields(architecture, kind))}}

                internal {{name}}({{architecture.Name}}Config config{{(kind.IsUneven ? ", int layer" : "")}}) : base(nameof({{name}}))
                {
                    {{Code.Lines(kind.Blocks.SelectMany(block => Constructions(architecture, block)))}}
                    RegisterComponents();
                }

                /// <param name="x">[B, T, C]</param>
                /// <param name="{{ContextEmitter.Name(architecture)}}">{{ContextEmitter.Description(architecture)}}</param>
                /// <param name="prefix">This layer's part of the prefix, if it has one.</param>
                /// <returns>[B, T, C]</returns>
                internal Tensor Forward(Tensor x, {{ContextEmitter.Type(architecture)}} {{ContextEmitter.Name(architecture)}}, LayerPrefix? prefix)
                {
                    {{Code.Lines(kind.Blocks.Select(block => Step(architecture, block)))}}
                    return x;
                }
            }
            """);
    }

    /// <summary>The names of all fields, as the state of the module has them.</summary>
    public static IEnumerable<(string Type, string Name)> Fields(Architecture architecture, LayerKind kind)
    {
        foreach (var block in kind.Blocks) yield return (BlockEmitter.ClassName(architecture, block), block.Name);
        foreach (var block in kind.Blocks)
        {
            if (block.NormBefore is { } before) yield return (Parts.NormType(before), block.NormBeforeField);
            if (block.NormAfter is { } after) yield return (Parts.NormType(after), block.NormAfterField);
        }
        foreach (var block in kind.Blocks)
            if (block.Dropout is not null) yield return ("Dropout", block.DropoutField);
    }

    private static string Summary(LayerKind kind)
    {
        var steps = kind.Blocks.Select(block =>
            (block.NormBefore is null ? "" : "normalize, ") + BlockEmitter.Verb(block) + ", add" + (block.NormAfter is null ? "" : ", normalize"));
        return Text.Pascal(string.Join("; ", steps)) + ".";
    }

    private static IEnumerable<string> Constructions(Architecture architecture, Block block)
    {
        var width = architecture.Layers.Width;
        if (block.NormBefore is { } before) yield return Parts.If(before.When, $"{block.NormBeforeField} = {Parts.NewNorm(before, width)};");
        yield return $"{block.Name} = new {BlockEmitter.ClassName(architecture, block)}(config);";
        if (block.Dropout is { } dropout) yield return $"{block.DropoutField} = Dropout({Parts.Rate(dropout)});";
        if (block.NormAfter is { } after) yield return Parts.If(after.When, $"{block.NormAfterField} = {Parts.NewNorm(after, width)};");
    }

    private static string Step(Architecture architecture, Block block)
    {
        var y = BlockEmitter.Call(architecture, block, block.NormBefore is { } before ? Parts.Normalized(before, block.NormBeforeField, "x") : "x");
        if (block.Dropout is not null) y = $"{block.DropoutField}.forward({y})";
        return block.NormAfter is { } after ? $"x = {Parts.Normalized(after, block.NormAfterField, Parts.Sum(["x", y]))};" : $"x = {Parts.Sum(["x", y])};";
    }
}
