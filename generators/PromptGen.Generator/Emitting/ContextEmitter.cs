using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>
/// What the layers share in one batch: the mask alone, or a record where there is more. Where there are several kinds of layers, each kind has one of its own.
/// </summary>
internal static class ContextEmitter
{
    /// <summary>Whether layers share no more than the mask.</summary>
    public static bool IsMask(Architecture architecture) =>
        architecture.RelativePositions is null && architecture.Layers.Convolution is null
        && architecture.Layers.Kinds.SelectMany(kind => kind.Blocks).OfType<AttentionBlock>().All(block => block.Rotary is null);

    /// <summary>Whether there is one for each kind of layers.</summary>
    public static bool IsByKind(Architecture architecture) => architecture.Layers.Kinds.Count > 1;

    public static string Type(Architecture architecture) => IsMask(architecture) ? "AttentionMask" : architecture.Name + "Context";

    /// <summary>What the encoder prepares for all layers.</summary>
    public static string PreparedType(Architecture architecture) => IsByKind(architecture) ? architecture.Name + "Contexts" : Type(architecture);

    /// <summary>The parameter that carries it.</summary>
    public static string Name(Architecture architecture) => IsMask(architecture) ? "mask" : "context";

    /// <summary>The parameter that carries what is prepared for all layers.</summary>
    public static string PreparedName(Architecture architecture) => IsByKind(architecture) ? "contexts" : Name(architecture);

    /// <summary>What is said of that parameter.</summary>
    public static string Description(Architecture architecture) =>
        IsMask(architecture) ? "Which of the P + T columns each row may see." : "What the layers share in one batch.";

    /// <summary>The mask, where the parameter is at hand.</summary>
    public static string Mask(Architecture architecture) => IsMask(architecture) ? "mask" : "context.Mask";

    /// <summary>A layer's, where what is prepared for all of them is at hand.</summary>
    public static string OfLayer(Architecture architecture) => architecture.Layers.Pattern is { Every: { } every, Others: { } others } pattern
        ? $"layer % {Parts.Size(every)} == 0 ? contexts.{Text.Pascal(pattern.First)} : contexts.{Text.Pascal(others)}"
        : Name(architecture);

    public static string Records(Architecture architecture) => Code.Paragraphs([Record(architecture), RecordByKind(architecture)]);

    private static string Record(Architecture architecture)
    {
        if (IsMask(architecture)) return "";
        var members = Members(architecture, architecture.LayerKind).ToList();
        return Code.Of($$"""
            /// <summary>What the layers{{(IsByKind(architecture) ? " of one kind" : "")}} share in one batch.</summary>
            {{SchemaRemark.Of(architecture, "layers")}}
            {{Code.Lines(members.Select(member => $"/// <param name=\"{member.Name}\">{member.Description}</param>"))}}
            public sealed record {{Type(architecture)}}({{string.Join(", ", members.Select(member => $"{member.Type} {member.Name}"))}});
            """);
    }

    private static string RecordByKind(Architecture architecture) => !IsByKind(architecture) ? "" : Code.Of($$"""
        /// <summary>What the layers of each kind share in one batch.</summary>
        {{SchemaRemark.Of(architecture, "layers.kinds")}}
        {{Code.Lines(architecture.Layers.Kinds.Select(kind => $"/// <param name=\"{Text.Pascal(kind.Name)}\">{Sight(kind.Attention)}</param>"))}}
        public sealed record {{PreparedType(architecture)}}({{string.Join(", ", architecture.Layers.Kinds.Select(kind => $"{Type(architecture)} {Text.Pascal(kind.Name)}"))}});
        """);

    private static string Sight(AttentionBlock attention) => attention.Window is null ? "Of layers that see the whole row." : "Of layers that see a window around each token.";

    /// <summary>The expression that makes it of an <c>input</c>.</summary>
    public static string Preparation(Architecture architecture) => !IsByKind(architecture) ? Made(architecture, architecture.LayerKind) : Code.Of($"""
        new(
            {string.Join(",\n", architecture.Layers.Kinds.Select(kind => $"{Text.Pascal(kind.Name)}: {Made(architecture, kind)}"))})
        """);

    private static string Made(Architecture architecture, LayerKind kind)
    {
        var values = Members(architecture, kind).Select(member => member.Value).ToList();
        return values.Count == 1 ? values[0] : Code.Of($"""
            new(
                {string.Join(",\n", values)})
            """);
    }

    private static IEnumerable<(string Type, string Name, string Description, string Value)> Members(Architecture architecture, LayerKind kind)
    {
        yield return ("AttentionMask", "Mask", "Which of the P + T columns each row may see.", MaskOf(architecture, kind.Attention));
        if (kind.Attention.Rotary is { } rotary)
            yield return ("RotaryPositions", "Rotary", "The angles by which queries and keys are turned.",
                $"RotaryPositions.{rotary.Pairing}(positions, {Parts.Size(kind.Attention.HeadSizeIn(architecture.Layers.Width))}, {Parts.Rate(rotary.Base)})");
        if (architecture.RelativePositions is not null)
            yield return ("RelativePositions", "Relative", "The vectors of all distances between the tokens.", "relativePositions.Forward(input.Ids.shape[1])");
        if (architecture.Layers.Convolution is not null)
            yield return ("Tensor", "Tokens", "[B, T]: 1 at tokens, 0 at padding.", "input.Mask");
    }

    private static string MaskOf(Architecture architecture, AttentionBlock attention) => attention.Visible switch
    {
        Visibility.All => "AttentionMask.Bidirectional(input.Mask)",
        Visibility.BetweenTokens => "AttentionMask.BetweenTokens(input.Mask)",
        Visibility.Causal => "AttentionMask.Causal(input.Mask)",
        Visibility.ContextThenCausal => "AttentionMask.ContextThenCausal(input.PartB, input.Ids.shape[1])",
        _ => throw new System.NotSupportedException($"visible {attention.Visible}"),
    } + (attention.Window is { } window ? $".Within({Parts.Size(window)})" : "")
        + (architecture.ScoreBias is null ? "" : $".Biased({ScoreBiasEmitter.Added(architecture, attention)})");
}
