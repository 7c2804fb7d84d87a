using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The description: name, checkpoint map, heads and presets.</summary>
internal static class DescriptionEmitter
{
    public static string Property(Architecture architecture)
    {
        var name = architecture.Name + "Encoder";
        return Code.Of($$"""
            /// <summary>Name, checkpoint layout, heads and presets.</summary>
            public static EncoderDescription<{{name}}> Description { get; } =
                new EncoderDescription<{{name}}, TokenInput>((json, token) => new {{name}}({{architecture.Name}}Config.Read(json), token))
                {
                    Architecture = "{{architecture.Name}}",
                    ModelTypes = {{Text.List(architecture.ModelTypes)}},
                    Tokenizer = TokenizerKind.{{architecture.Tokenizer.ToString()}},
                    {{(architecture.Pooler is null ? "" : $"Pooling = Pooling.OfEncoder<{name}>(),")}}
                    Checkpoint = new CheckpointMap
                    {
                        Roots = {{Text.List(architecture.Checkpoint.Roots)}},
                        Modules = new()
                        {
                            {{Modules(architecture)}}
                        },
                        {{Aliases(architecture.Checkpoint)}}
                        {{(architecture.Checkpoint.Ignored.Count == 0 ? "" : $"Ignored = {Text.List(architecture.Checkpoint.Ignored.Select(ignored => ignored.Path))},")}}
                        {{(architecture.Pooler is null ? "" : "Optional = [\"pooler\"],")}}
                    },
                    {{Collection("Heads", architecture.Heads.Select(Head))}}
                    {{Collection("Presets", architecture.Presets.Select(preset => Preset(architecture, preset)))}}
                };
            """);
    }

    private static string Modules(Architecture architecture) => Code.Aligned(" = ", [.. architecture.Weights.Select(weights =>
        ($"[{Text.Literal(weights.Module)}]", Text.Literal(architecture.CheckpointPath(weights)) + ","))]);

    private static string Aliases(Checkpoint checkpoint) => checkpoint.Aliases.Count == 0 ? "" :
        $"Aliases = new() {{ {string.Join(", ", checkpoint.Aliases.Select(alias => $"[{Text.Literal(alias.From)}] = {Text.Literal(alias.To)}"))} }},";

    private static string Collection(string name, IEnumerable<string> items) => Code.Lines(items) is not { Length: > 0 } lines ? $"{name} = []," : Code.Of($$"""
        {{name}} =
        [
            {{lines}}
        ],
        """);

    private static string Head(HeadForm form)
    {
        var dense = form.Dense is { } linear ? $", Dense: {Text.Literal(linear.From.Substring(1))}" : "";
        var activation = form.Activation is { } applied ? $", Activation: Activation.{applied}" : "";
        return $"new HeadForm(HeadTask.{form.Task}, HeadInput.{form.Input}, Output: {Text.Literal(form.Output.From.Substring(1))}{dense}{activation}),";
    }

    private static string Preset(Architecture architecture, Preset preset)
    {
        var values = preset.Sizes.Select(size => $"\"{architecture.Sizes.First(known => known.Name == size.Name).Config}\":{Text.Number(size.Value)}");
        var quotes = "\"\"\"";
        return Code.Of($$"""
            new EncoderPreset({{Text.Literal(preset.Name)}}, {{Text.Number(preset.Exact)}}, {{Text.Literal(preset.Published)}},
                {{quotes}}{"model_type":"{{architecture.ModelTypes[0]}}",{{string.Join(",", values)}}}{{quotes}}),
            """);
    }
}
