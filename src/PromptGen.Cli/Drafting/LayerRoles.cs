using System.Text.RegularExpressions;

namespace PromptGen.Cli.Drafting;

/// <summary>Which module of a layer does what, told from shapes, and from names where shapes are alike.</summary>
internal sealed partial class LayerRoles
{
    private readonly List<StoredModule> left, attentionNorms = [], feedForwardNorms = [];

    /// <param name="modules">Of one layer.</param>
    /// <param name="width">Of the layer.</param>
    /// <param name="inner">Of its feed-forward block, where the configuration says it.</param>
    public LayerRoles(IReadOnlyList<StoredModule> modules, long width, long? inner)
    {
        left = [.. modules];
        Fused = left.Take(module => module.Weight is [var outputs, var inputs] && inputs == width && outputs > width && FusedNames().IsMatch(module.Path));
        Query = Fused is null ? Take(QueryNames(), width) : null;
        Key = Fused is null ? Take(KeyNames(), width) : null;
        Value = Fused is null ? Take(ValueNames(), width) : null;
        var heads = Query?.Weight[0] ?? width;
        Output = left.Take(module => module.IsLinear(width, heads) && (AttentionNames().IsMatch(module.Path) || (OutputNames().IsMatch(module.Path) && !DownNames().IsMatch(module.Path))));

        // What is left of linear maps is the feed-forward block's: one leads back to the layer's width.
        Inner = InnerOf(width, inner);
        Down = left.Take(module => module.IsLinear(width, Inner) && (Inner != width || DownNames().IsMatch(module.Path)))
            ?? left.Take(module => module.IsLinear(width, Inner) && left.Any(other => other.IsLinear(2 * Inner, width)));
        FusedGate = left.Take(module => module.IsLinear(2 * Inner, width));
        var ups = left.Where(module => module.IsLinear(Inner, width)).ToList();
        if (ups.Count == 2)
        {
            Gate = ups.FirstOrDefault(module => GateNames().IsMatch(module.Path)) ?? ups[1];
            GateIsGuessed = !GateNames().IsMatch(Gate.Path);
            left.Remove(Gate);
            ups.Remove(Gate);
        }
        Up = ups.Count == 1 ? ups[0] : null;
        if (Up is not null) left.Remove(Up);

        foreach (var norm in left.Where(module => module.IsNorm && module.Weight[0] == width).ToList())
        {
            var attention = AttentionNormNames().IsMatch(norm.Path) && !AfterAttention().IsMatch(norm.Path);
            (attention ? attentionNorms : feedForwardNorms).Add(norm);
            left.Remove(norm);
        }
        // Two norms of which names say nothing stand in the order of the file.
        if ((attentionNorms, feedForwardNorms) is ([], [var first, _]))
        {
            attentionNorms.Add(first);
            feedForwardNorms.Remove(first);
            NormsAreGuessed = true;
        }
    }

    // The configuration's number, if a map has it; some code makes another of it (two thirds for a gate).
    private long InnerOf(long width, long? said)
    {
        var maps = left.Where(module => module.Weight.Count == 2 && !FusedNames().IsMatch(module.Path)).ToList();
        if (said is { } number && maps.Any(module => module.IsLinear(number, width) || module.IsLinear(2 * number, width))) return number;
        return maps.Where(module => module.Weight[0] == width && module.Weight[1] != width).Select(module => (long?)module.Weight[1]).FirstOrDefault()
            ?? maps.Where(module => module.Weight[1] == width && module.Weight[0] % 2 == 0 && maps.Any(other => other.IsLinear(width, module.Weight[0] / 2)))
                .Select(module => (long?)module.Weight[0] / 2).FirstOrDefault()
            ?? said ?? width;
    }

    public StoredModule? Fused { get; }

    public StoredModule? Query { get; }

    public StoredModule? Key { get; }

    public StoredModule? Value { get; }

    /// <summary>The map behind attention.</summary>
    public StoredModule? Output { get; }

    public StoredModule? Up { get; }

    public StoredModule? Gate { get; }

    /// <summary>Gate and what it is multiplied with, in one map.</summary>
    public StoredModule? FusedGate { get; }

    public StoredModule? Down { get; }

    /// <summary>The width between the maps of the feed-forward block.</summary>
    public long Inner { get; }

    /// <summary>No name says which of two maps is the gate.</summary>
    public bool GateIsGuessed { get; }

    /// <summary>No name says which norm belongs to which block.</summary>
    public bool NormsAreGuessed { get; }

    public IReadOnlyList<StoredModule> AttentionNorms => attentionNorms;

    public IReadOnlyList<StoredModule> FeedForwardNorms => feedForwardNorms;

    /// <summary>What has no place.</summary>
    public IReadOnlyList<StoredModule> Left => left;

    /// <summary>Whether a norm's name says that it stands before a block, or behind one; null: it says neither.</summary>
    public static bool? StandsBefore(string path) => BeforeNames().IsMatch(path) ? true : BehindNames().IsMatch(path) ? false : null;

    /// <summary>Whether the name of a map to both says that the gate stands first in it, or second; null: it says neither.</summary>
    public static bool? GateStandsFirst(string path) =>
        path.Contains("gate_up", StringComparison.OrdinalIgnoreCase) ? true : path.Contains("up_gate", StringComparison.OrdinalIgnoreCase) ? false : null;

    private StoredModule? Take(Regex names, long width) => left.Take(module => module.Weight is [_, var inputs] && inputs == width && names.IsMatch(module.Path));

    [GeneratedRegex("qkv|query_key_value|c_attn|in_proj|w_pack", RegexOptions.IgnoreCase)]
    private static partial Regex FusedNames();

    [GeneratedRegex(@"(^|[._])(q|wq|query)([._]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex QueryNames();

    [GeneratedRegex(@"(^|[._])(k|wk|key)([._]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex KeyNames();

    [GeneratedRegex(@"(^|[._])(v|wv|value)([._]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex ValueNames();

    [GeneratedRegex("attn|attention", RegexOptions.IgnoreCase)]
    private static partial Regex AttentionNames();

    [GeneratedRegex(@"(^|[._])(o|wo|out)([._]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex OutputNames();

    [GeneratedRegex(@"down|fc2|lin2|ffn_output|4h_to_h|(mlp|ffn|ff|feed_?forward|dense)\w*[._]wo$|w2$", RegexOptions.IgnoreCase)]
    private static partial Regex DownNames();

    [GeneratedRegex(@"gate|fc12|wi_0|(^|[._])w1$", RegexOptions.IgnoreCase)]
    private static partial Regex GateNames();

    [GeneratedRegex(@"attn|attention|input_?layer_?norm|^sa_|(ln|norm)_?1$", RegexOptions.IgnoreCase)]
    private static partial Regex AttentionNormNames();

    [GeneratedRegex("(post|after)_?(attn|attention)", RegexOptions.IgnoreCase)]
    private static partial Regex AfterAttention();

    [GeneratedRegex("input_?layer_?norm|(post|after)_?(attn|attention)_?layer_?norm|before|pre_|(attn|mlp|ffn)_norm$", RegexOptions.IgnoreCase)]
    private static partial Regex BeforeNames();

    [GeneratedRegex("output[._]layer_?norm|^sa_layer_norm|full_layer", RegexOptions.IgnoreCase)]
    private static partial Regex BehindNames();
}
