using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace PromptGen.Tokenization;

/// <summary>Unicode's canonical forms of characters (The Unicode Standard, sections 3.11 and 3.12): taken apart, put together again, and without their accents.</summary>
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

    private static readonly FrozenDictionary<int, int[]> Decompositions;
    private static readonly FrozenDictionary<(int First, int Second), int> Compositions;
    private static readonly FrozenDictionary<int, int> Classes;

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

        static int Point(string word) => int.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a text is sure to be its own composition.</summary>
    public static bool AreComposed(ReadOnlySpan<char> text) => !text.ContainsAnyInRange(FirstMark, char.MaxValue);

    /// <summary>The composed form of a text (NFC).</summary>
    /// <param name="text">Any text; a surrogate without its other half becomes U+FFFD.</param>
    public static string Compose(ReadOnlySpan<char> text)
    {
        var apart = new List<int>();
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, apart);
        Order(apart);

        var together = new List<int>(apart.Count);
        var (starter, lastClass) = (-1, 0);
        foreach (var point in apart)
        {
            var ownClass = Class(point);
            // A mark meets its character unless one of its own class, or a higher one, stands between.
            if (starter >= 0 && (starter == together.Count - 1 || lastClass < ownClass) && Pair(together[starter], point) is { } composed)
            {
                together[starter] = composed;
                continue;
            }
            if (ownClass == 0) starter = together.Count;
            lastClass = ownClass;
            together.Add(point);
        }
        var built = new StringBuilder(text.Length);
        foreach (var point in together) built.Append(new Rune(point).ToString());
        return built.ToString();
    }

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

    private static int Class(int point) => Classes.GetValueOrDefault(point);

    private static void Decompose(int point, List<int> to)
    {
        var syllable = point - HangulBase;
        if (syllable is >= 0 and < HangulCount)
        {
            to.Add(LeadBase + syllable / VowelTrailCount);
            to.Add(VowelBase + syllable % VowelTrailCount / TrailCount);
            if (syllable % TrailCount != 0) to.Add(TrailBase + syllable % TrailCount);
        }
        else if (Decompositions.TryGetValue(point, out var parts))
        {
            foreach (var part in parts) Decompose(part, to);
        }
        else
        {
            to.Add(point);
        }
    }

    /// <summary>Marks that follow each other stand in the order of their classes; those of one class as they came.</summary>
    private static void Order(List<int> points)
    {
        for (var i = 1; i < points.Count; i++)
            for (var j = i; j > 0 && Class(points[j]) is > 0 and var own && Class(points[j - 1]) > own; j--) (points[j - 1], points[j]) = (points[j], points[j - 1]);
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
