using System.Text.RegularExpressions;

namespace PromptGen.Tokenization.Normalizers;

/// <summary>Writes something else for every place that a pattern fits; it comes from where the last character of the place comes from.</summary>
/// <param name="Pattern">The pattern; it runs in linear time.</param>
/// <param name="Content">What is written.</param>
internal sealed record ReplaceNormalizer(Regex Pattern, string Content) : ITextNormalizer
{
    /// <summary>The regular expressions that converters of Hugging Face write here; .NET reads them alike.</summary>
    public static readonly string[] KnownPatterns = [" {2,}", @"\s{2,}|[\n\r\t]", @"\s+", " +", @"\n", @"\r", @"\t"];

    /// <summary>A replacement of a text, or of one of <see cref="KnownPatterns"/>.</summary>
    public static ReplaceNormalizer Of(string pattern, bool isRegex, string content) =>
        new(new Regex(isRegex ? pattern : Regex.Escape(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), content);

    /// <inheritdoc/>
    public NormalizedText Normalize(NormalizedText text)
    {
        if (!Pattern.IsMatch(text.Text)) return text;
        var built = new NormalizedText.Builder(text.Text.Length);
        var at = 0;
        foreach (var match in Pattern.EnumerateMatches(text.Text))
        {
            if (match.Length == 0) continue;
            built.Append(new TextStretch(text, at, match.Index));
            at = match.Index + match.Length;
            foreach (var unit in Content) built.Append(unit, text.Starts[at - 1], text.Ends[at - 1]);
        }
        built.Append(new TextStretch(text, at, text.Text.Length));
        return built.Build();
    }
}
