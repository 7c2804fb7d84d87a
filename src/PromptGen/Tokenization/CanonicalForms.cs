using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace PromptGen.Tokenization;

/// <summary>
/// Unicode's normalization forms (The Unicode Standard, sections 3.11 and 3.12): characters taken apart, put together again, and without their accents.
/// </summary>
/// <remarks>
/// <see cref="string.Normalize()"/> cannot be used: where globalization is invariant, or ICU is not installed, it returns its input
/// unchanged and says nothing, so the ids of "é" would depend on the machine. The table is Unicode's own; see the head of CanonicalForms.txt.
/// </remarks>
internal static class CanonicalForms
{
    private const int HangulBase = 0xAC00, HangulCount = 11172, LeadBase = 0x1100, LeadCount = 19, VowelBase = 0x1161, VowelCount = 21, TrailBase = 0x11A7;
    private const int TrailCount = 28, VowelTrailCount = VowelCount * TrailCount;

    /// <summary>Characters below it are composed already, and nothing composes with them from behind.</summary>
    private const char FirstMark = '\u0300';

    /// <summary>Characters below it are their own canonical, or compatibility, decomposition.</summary>
    private const char FirstComposed = '\u00C0', FirstCompatible = '\u00A0';

    private static readonly FrozenDictionary<int, int[]> Decompositions;
    private static readonly FrozenDictionary<(int First, int Second), int> Compositions;
    private static readonly FrozenDictionary<int, int> Classes;
    private static readonly Lazy<FrozenDictionary<int, int[]>> Compatible = new(ReadCompatible);

    static CanonicalForms()
    {
        using var reader = new StreamReader(typeof(CanonicalForms).Assembly.GetManifestResourceStream("CanonicalForms.txt")!);
        var (decompositions, compositions, classes) = (new Dictionary<int, int[]>(), new Dictionary<(int, int), int>(), new Dictionary<int, int>());
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var words = line.Split(' ');
            var point = Point(words[0]);
            if (words.Length == 2)
            {
                classes.Add(point, int.Parse(words[1], CultureInfo.InvariantCulture));
                continue;
            }
            int[] parts = [.. words.Skip(2).Select(Point)];
            decompositions.Add(point, parts);
            if (words[1] == "=") compositions.Add((parts[0], parts[1]), point);
        }
        (Decompositions, Compositions, Classes) = (decompositions.ToFrozenDictionary(), compositions.ToFrozenDictionary(), classes.ToFrozenDictionary());
    }

    private static FrozenDictionary<int, int[]> ReadCompatible()
    {
        using var reader = new StreamReader(typeof(CanonicalForms).Assembly.GetManifestResourceStream("CompatibilityForms.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(' '))
            .ToFrozenDictionary(words => Point(words[0]), words => words.Skip(1).Select(Point).ToArray());
    }

    private static int Point(string word) => int.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Whether a text is sure to be its own normalization form.</summary>
    /// <param name="text">The text.</param>
    /// <param name="compatibility">Whether the form takes compatibility characters apart.</param>
    /// <param name="composes">Whether it composes.</param>
    public static bool IsUnchanged(ReadOnlySpan<char> text, bool compatibility, bool composes) =>
        !text.ContainsAnyInRange(compatibility ? FirstCompatible : composes ? FirstMark : FirstComposed, char.MaxValue);

    /// <summary>A text in a normalization form.</summary>
    /// <param name="text">Any text; a surrogate without its other half becomes U+FFFD.</param>
    /// <param name="compatibility">Takes compatibility characters apart too.</param>
    /// <param name="composes">Puts characters together again; each comes from where its first part comes from.</param>
    public static NormalizedText Normalize(NormalizedText text, bool compatibility, bool composes)
    {
        var (points, sources) = (new List<int>(text.Text.Length), new List<int>(text.Text.Length));
        for (int at = 0, size; at < text.Text.Length; at += size)
        {
            Rune.DecodeFromUtf16(text.Text.AsSpan(at), out var rune, out size);
            Decompose(rune.Value, points, compatibility);
            while (sources.Count < points.Count) sources.Add(at);
        }
        Order(points);
        if (composes) Compose(points, sources);
        var built = new NormalizedText.Builder(points.Count);
        for (var i = 0; i < points.Count; i++)
        {
            var source = sources[i];
            var last = char.IsHighSurrogate(text.Text[source]) && source + 1 < text.Text.Length ? source + 1 : source;
            built.Append(new Rune(points[i]), text.Starts[source], text.Ends[last]);
        }
        return built.Build();
    }

    /// <summary>A text in normalization form C.</summary>
    /// <param name="text">Any text; a surrogate without its other half becomes U+FFFD.</param>
    public static string Compose(string text) => IsUnchanged(text, compatibility: false, composes: true)
        ? text
        : Normalize(NormalizedText.Of(text, 0, text.Length), compatibility: false, composes: true).Text;

    /// <summary>Adds a character's canonical decomposition, nonspacing marks left out: nothing at all for such a mark.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="to">Where to add it.</param>
    public static void AddBases(Rune rune, List<Rune> to)
    {
        var apart = new List<int>();
        Decompose(rune.Value, apart);
        to.AddRange(apart.Select(point => new Rune(point)).Where(part => Rune.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark));
    }

    /// <summary>Adds a character's canonical decomposition, marks that combine left out: those of a combining class other than 0.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="to">Where to add it.</param>
    public static void AddUnmarked(Rune rune, List<Rune> to)
    {
        var apart = new List<int>();
        Decompose(rune.Value, apart);
        to.AddRange(apart.Where(point => Class(point) == 0).Select(point => new Rune(point)));
    }

    // In place: what is composed keeps the source of its first part.
    private static void Compose(List<int> points, List<int> sources)
    {
        var (count, starter, lastClass) = (0, -1, 0);
        for (var i = 0; i < points.Count; i++)
        {
            var (point, ownClass) = (points[i], Class(points[i]));
            // A mark meets its character unless one of its own class, or a higher one, stands between.
            if (starter >= 0 && (starter == count - 1 || lastClass < ownClass) && Pair(points[starter], point) is { } composed)
            {
                points[starter] = composed;
                continue;
            }
            if (ownClass == 0) starter = count;
            lastClass = ownClass;
            (points[count], sources[count]) = (point, sources[i]);
            count++;
        }
        points.RemoveRange(count, points.Count - count);
        sources.RemoveRange(count, sources.Count - count);
    }

    private static int Class(int point) => Classes.GetValueOrDefault(point);

    private static void Decompose(int point, List<int> to, bool compatibility = false)
    {
        var syllable = point - HangulBase;
        if (syllable is >= 0 and < HangulCount)
        {
            to.Add(LeadBase + syllable / VowelTrailCount);
            to.Add(VowelBase + syllable % VowelTrailCount / TrailCount);
            if (syllable % TrailCount != 0) to.Add(TrailBase + syllable % TrailCount);
        }
        else if (Decompositions.TryGetValue(point, out var parts) || compatibility && Compatible.Value.TryGetValue(point, out parts))
        {
            foreach (var part in parts) Decompose(part, to, compatibility);
        }
        else
        {
            to.Add(point);
        }
    }

    // Marks that follow each other stand in the order of their classes; those of one class as they came. The sort is stable and O(n log n).
    private static void Order(List<int> points)
    {
        for (int start = 0, end; start < points.Count; start = end)
        {
            end = start + 1;
            if (Class(points[start]) == 0) continue;
            while (end < points.Count && Class(points[end]) > 0) end++;
            if (end - start == 1) continue;
            var ordered = points.GetRange(start, end - start).OrderBy(Class).ToList();
            for (var i = 0; i < ordered.Count; i++) points[start + i] = ordered[i];
        }
    }

    private static int? Pair(int first, int second)
    {
        var (lead, vowel) = (first - LeadBase, second - VowelBase);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount) return HangulBase + (lead * VowelCount + vowel) * TrailCount;
        var (syllable, trail) = (first - HangulBase, second - TrailBase);
        if (syllable is >= 0 and < HangulCount && syllable % TrailCount == 0 && trail is > 0 and < TrailCount) return first + trail;
        return Compositions.TryGetValue((first, second), out var composed) ? composed : null;
    }
}
