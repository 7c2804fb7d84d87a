using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>What the layers share in one batch: the mask alone, or a record where there is more.</summary>
internal static class ContextEmitter
{
    /// <summary>Whether the layers share no more than the mask.</summary>
    public static bool IsMask(Architecture architecture) => architecture.RelativePositions is null && architecture.Layers.Convolution is null;

    public static string Type(Architecture architecture) => IsMask(architecture) ? "AttentionMask" : architecture.Name + "Context";

    /// <summary>The parameter that carries it.</summary>
    public static string Name(Architecture architecture) => IsMask(architecture) ? "mask" : "context";

    /// <summary>What is said of that parameter.</summary>
    public static string Description(Architecture architecture) =>
        IsMask(architecture) ? "Which of the P + T columns each row may see." : "What the layers share in one batch.";

    /// <summary>The mask, where the parameter is at hand.</summary>
    public static string Mask(Architecture architecture) => IsMask(architecture) ? "mask" : "context.Mask";

    public static string Record(Architecture architecture)
    {
        if (IsMask(architecture)) return "";
        var members = Members(architecture).ToList();
        return Code.Of($$"""
            /// <summary>What the layers share in one batch.</summary>
            {{Code.Lines(members.Select(member => $"/// <param name=\"{member.Name}\">{member.Description}</param>"))}}
            public sealed record {{Type(architecture)}}({{string.Join(", ", members.Select(member => $"{member.Type} {member.Name}"))}});
            """);
    }

    /// <summary>The expression that makes it of an <c>input</c>.</summary>
    public static string Preparation(Architecture architecture)
    {
        var values = Members(architecture).Select(member => member.Value).ToList();
        return values.Count == 1 ? values[0] : Code.Of($"""
            new(
                {string.Join(",\n", values)})
            """);
    }

    private static IEnumerable<(string Type, string Name, string Description, string Value)> Members(Architecture architecture)
    {
        yield return ("AttentionMask", "Mask", "Which of the P + T columns each row may see.", MaskOf(architecture.LayerKind.Attention.Visible));
        if (architecture.RelativePositions is not null)
            yield return ("RelativePositions", "Relative", "The vectors of all distances between the tokens.", "relativePositions.Forward(input.Ids.shape[1])");
        if (architecture.Layers.Convolution is not null)
            yield return ("Tensor", "Tokens", "[B, T]: 1 at tokens, 0 at padding.", "input.Mask");
    }

    private static string MaskOf(Visibility visible) => visible switch
    {
        Visibility.All => "AttentionMask.Bidirectional(input.Mask)",
        Visibility.BetweenTokens => "AttentionMask.BetweenTokens(input.Mask)",
        Visibility.ContextThenCausal => "AttentionMask.ContextThenCausal(input.PartB, input.Ids.shape[1])",
        _ => throw new System.NotSupportedException($"visible {visible}"),
    };
}
