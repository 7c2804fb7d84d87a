using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The description: name, checkpoint map and presets.</summary>
internal static class DescriptionEmitter
{
    public static string Property(Architecture architecture)
    {
        var name = architecture.Name + "Encoder";
        return Code.Of($$"""
            /// <summary>Name, checkpoint layout and presets.</summary>
            public static EncoderDescription<{{name}}> Description { get; } =
                new EncoderDescription<{{name}}, {{InputEmitter.Type(architecture)}}>((json, token) => new {{name}}({{architecture.Name}}Config.Read(json), token))
                {
                    Architecture = "{{architecture.Name}}",
                    ModelTypes = {{Text.List(architecture.ModelTypes.Select(type => type.Name))}},
                    {{Requires(architecture)}}
                    Tokenizers = [{{string.Join(", ", architecture.Tokenizers.Select(kind => $"TokenizerKind.{kind}"))}}],
                    {{(architecture.Pooler is null ? "" : $"Pooling = Pooling.OfEncoder<{name}>(),")}}
                    {{(architecture.IsTied ? $"Words = TiedWords.OfEncoder<{name}>()," : "")}}
                    Checkpoint = new CheckpointMap
                    {
                        Roots = {{Text.List(architecture.Checkpoint.Roots)}},
                        Modules = new()
                        {
                            {{Modules(architecture)}}
                        },
                        {{Tensors(architecture)}}
                        {{Aliases(architecture.Checkpoint)}}
                        {{(architecture.Checkpoint.Ignored.Count == 0 ? "" : $"Ignored = {Text.List(architecture.Checkpoint.Ignored.Select(ignored => ignored.Path))},")}}
                        {{(architecture.Pooler is null ? "" : "Optional = [\"pooler\"],")}}
                    },
                    {{Collection("Presets", architecture.Presets.Select(preset => Preset(architecture, preset)))}}
                };
            """);
    }

    private static string Requires(Architecture architecture)
    {
        var keys = architecture.Requires.Select(required => $"[{Text.Literal(required.Key)}] = {Text.List(required.Values)},").ToList();
        return keys.Count == 0 ? "" : Code.Of($$"""
            Requires = new()
            {
                {{Code.Lines(keys)}}
            },
            """);
    }

    private static string Modules(Architecture architecture) => Code.Aligned(" = ", [.. architecture.Weights.Where(weights => weights.Tensor is null)
        .Select(weights => ($"[{Text.Literal(weights.Module)}]", Text.Literal(architecture.CheckpointPath(weights)) + ","))]);

    private static string Tensors(Architecture architecture)
    {
        var tensors = architecture.Weights.Where(weights => weights.Tensor is not null).ToList();
        return tensors.Count == 0 ? "" : Code.Of($$"""
            Tensors = new()
            {
                {{Code.Aligned(" = ", [.. tensors.Select(weights => ($"[{Text.Literal(weights.Module + "." + weights.Tensor)}]", Text.Literal(architecture.CheckpointPath(weights)) + ","))])}}
            },
            """);
    }

    private static string Aliases(Checkpoint checkpoint) => checkpoint.Aliases.Count == 0 ? "" :
        $"Aliases = new() {{ {string.Join(", ", checkpoint.Aliases.Select(alias => $"[{Text.Literal(alias.From)}] = {Text.Literal(alias.To)}"))} }},";

    private static string Collection(string name, IEnumerable<string> items) => Code.Lines(items) is not { Length: > 0 } lines ? $"{name} = []," : Code.Of($$"""
        {{name}} =
        [
            {{lines}}
        ],
        """);

    private static string Preset(Architecture architecture, Preset preset)
    {
        var values = preset.Sizes.Select(size => (architecture.Sizes.First(known => known.Name == size.Name).Config!, Text.Number(size.Value)))
            .Concat(preset.Options.Select(option => (architecture.Options.First(known => known.Name == option.Name).Config, Value(option.Text))))
            .Concat(preset.Rates.Select(rate => (architecture.Rates.First(known => known.Name == rate.Name).Config, rate.Number)))
            .Concat(architecture.Fixed.Where(value => value.Required && value.Value is not null).Select(value => (value.Config, Value(value.Value!))))
            .Prepend(("model_type", Text.Json(architecture.ModelTypes[0].Name)))
            .Select(value => $"{Text.Json(value.Item1)}:{value.Item2}");
        var quotes = "\"\"\"";
        return Code.Of($$"""
            new EncoderPreset({{Text.Literal(preset.Name)}}, {{Text.Number(preset.Exact)}}, {{Text.Literal(preset.Published)}},
                {{quotes}}{{"{" + string.Join(",", values) + "}"}}{{quotes}}),
            """);
    }

    // As JSON: what is no number, true or false is a text.
    private static string Value(string text) => text is "true" or "false" || IsNumber.IsMatch(text) ? text : Text.Json(text);

    private static readonly Regex IsNumber = new("^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant);
}
