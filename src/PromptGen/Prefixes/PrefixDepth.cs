using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace PromptGen.Prefixes;

/// <summary>Which layers of an encoder are prompted (P-Tuning v2, prompt depth).</summary>
public sealed class PrefixDepth
{
    private readonly Func<int, IReadOnlyList<int>> choose;
    private readonly string text;

    private PrefixDepth(string text, Func<int, IReadOnlyList<int>> choose) => (this.text, this.choose) = (text, choose);

    /// <summary>Every layer: P-Tuning v2 proper.</summary>
    public static PrefixDepth All { get; } = new("all", count => [.. Enumerable.Range(0, count)]);

    /// <summary>The n layers nearest to the input.</summary>
    /// <param name="count">n ≥ 1</param>
    public static PrefixDepth First([Range(1, int.MaxValue)] int count) => new($"first {count}", layers => Within(layers, 0, count, $"first {count}"));

    /// <summary>The n layers nearest to the output.</summary>
    /// <param name="count">n ≥ 1</param>
    public static PrefixDepth Last([Range(1, int.MaxValue)] int count) => new($"last {count}", layers => Within(layers, layers - count, count, $"last {count}"));

    /// <summary>Exactly these layers.</summary>
    /// <param name="layers">0-based, each once.</param>
    public static PrefixDepth Layers(params IEnumerable<int> layers)
    {
        int[] chosen = [.. layers.Order()];
        return new(string.Join(",", chosen), count =>
            chosen.Length > 0 && chosen.Distinct().Count() == chosen.Length && chosen.All(layer => layer >= 0 && layer < count)
                ? chosen
                : throw new ArgumentException($"The prefix depth (--prefix-depth, in code Depth) names the layers [{string.Join(", ", chosen)}]; "
                    + $"it must name at least one layer, each once, between 0 and {count - 1}."));
    }

    /// <summary>The prompted layers of an encoder.</summary>
    /// <param name="layerCount">How many layers it has.</param>
    /// <returns>0-based, ascending, at least one.</returns>
    /// <exception cref="ArgumentException">The encoder has not those layers.</exception>
    public IReadOnlyList<int> Of(int layerCount) => choose(layerCount);

    /// <summary>Reads <c>all</c>, <c>first 4</c>, <c>last 4</c> or <c>0,2,5</c>.</summary>
    /// <param name="text">One of these.</param>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static PrefixDepth Parse(string text)
    {
        var words = text.Split([' ', '-', ':'], StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["all"] => All,
            ["first", var n] when Number(n) is { } count => First(count),
            ["last", var n] when Number(n) is { } count => Last(count),
            [var list] when list.Split(',').All(item => Number(item) is not null) => Layers(list.Split(',').Select(item => Number(item)!.Value)),
            _ => throw new FormatException($"'{text}' is not a prefix depth; write 'all', 'first-4', 'last-4' or layers such as '0,2,5'."),
        };
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => text;

    /// <summary>Digits and nothing else, whatever the culture.</summary>
    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int[] Within(int layers, int start, int count, string text) =>
        count >= 1 && count <= layers
            ? [.. Enumerable.Range(start, count)]
            : throw new ArgumentException($"The prefix depth is '{text}'; the encoder has {layers} layers, so it must name 1 to {layers}.");
}
