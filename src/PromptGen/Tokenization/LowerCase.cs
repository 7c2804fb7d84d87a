using System.Text;

namespace PromptGen.Tokenization;

/// <summary>Lower case as Python and Rust have it, the same on every machine.</summary>
internal static class LowerCase
{
    private static readonly Rune DottedCapitalI = new(0x130), DotAbove = new(0x307);

    /// <summary>Adds a character in lower case.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="to">Where to add it.</param>
    public static void Add(Rune rune, List<Rune> to)
    {
        // İ is the one character whose lower case is two, and the invariant culture leaves it as it is.
        if (rune == DottedCapitalI)
        {
            to.Add(new Rune('i'));
            to.Add(DotAbove);
        }
        else
        {
            to.Add(Rune.ToLowerInvariant(rune));
        }
    }
}
