using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace PromptGen.Tokenization;

/// <summary>What remains of a character when it is decomposed and its accents are dropped.</summary>
/// <remarks>
/// <see cref="string.Normalize()"/> cannot be used: where globalization is invariant, or ICU is not installed, it returns its input
/// unchanged and says nothing, so the ids of "é" would depend on the machine. The table is Unicode's own; see the head of CanonicalBases.txt.
/// </remarks>
internal static class CanonicalBases
{
    // The Unicode Standard, section 3.12: Hangul syllable decomposition.
    private const int HangulBase = 0xAC00, HangulCount = 11172, LeadBase = 0x1100, VowelBase = 0x1161, TrailBase = 0x11A7;
    private const int TrailCount = 28, VowelTrailCount = 588;

    private static readonly FrozenDictionary<int, Rune[]> Table = Load();

    /// <summary>Adds the character's canonical decomposition, nonspacing marks left out: nothing at all for such a mark.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="to">Where to add it.</param>
    public static void Add(Rune rune, List<Rune> to)
    {
        var syllable = rune.Value - HangulBase;
        if (syllable is >= 0 and < HangulCount)
        {
            to.Add(new Rune(LeadBase + syllable / VowelTrailCount));
            to.Add(new Rune(VowelBase + syllable % VowelTrailCount / TrailCount));
            if (syllable % TrailCount != 0) to.Add(new Rune(TrailBase + syllable % TrailCount));
        }
        else if (Table.TryGetValue(rune.Value, out var bases))
        {
            to.AddRange(bases);
        }
        else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
        {
            to.Add(rune);
        }
    }

    private static FrozenDictionary<int, Rune[]> Load()
    {
        using var stream = typeof(CanonicalBases).Assembly.GetManifestResourceStream("CanonicalBases.txt")!;
        using var reader = new StreamReader(stream);
        var table = new Dictionary<int, Rune[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var points = line.Split(' ').Select(point => int.Parse(point, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
            table.Add(points[0], [.. points.Skip(1).Select(point => new Rune(point))]);
        }
        return table.ToFrozenDictionary();
    }
}
