using System.Globalization;
using System.Text;
using PromptGen.Tokenization;
using PromptGen.Tokenization.Normalizers;

namespace PromptGen.Tests.Tokenization;

/// <summary>Composition, held to what Python's <c>unicodedata</c> composes, and the cases that a reader would ask for.</summary>
public sealed class CanonicalFormsTests
{
    [Fact]
    public void Texts_compose_as_they_do_in_Python()
    {
        var texts = File.ReadAllLines(Repository.Path("tests", "PromptGen.Tests", "Tokenization", "ComposedTexts.txt")).Where(line => !line.StartsWith('#')).ToList();
        Assert.Equal(400, texts.Count);
        foreach (var (text, composed) in texts.Select(line => line.Split(';')).Select(pair => (Text(pair[0]), pair[1])))
        {
            Assert.Equal(composed, Points(Compose(text)));
            Assert.Equal(composed, Points(Compose(Compose(text))));
        }
    }

    [Theory]
    [InlineData("65 301", "E9")]                // an accent after its letter
    [InlineData("212B", "C5")]                  // the sign of the ångström is the letter
    [InlineData("71 307 323", "71 323 307")]    // marks in the order of their classes
    [InlineData("61 301 301", "E1 301")]        // a mark of its own class stands between
    [InlineData("1112 1161 11AB", "D55C")]      // Hangul
    [InlineData("958", "915 93C")]              // one that is never composed
    [InlineData("1F600 61", "1F600 61")]
    public void A_text_has_one_composed_form(string text, string composed) => Assert.Equal(composed, Points(Compose(Text(text))));

    [Fact]
    public void What_is_sure_to_be_composed_is_left_alone()
    {
        Assert.True(CanonicalForms.IsUnchanged("déjà vu", compatibility: false, composes: true));
        Assert.False(CanonicalForms.IsUnchanged("e\u0301", compatibility: false, composes: true));
    }

    private static string Compose(string text) =>
        new UnicodeFormNormalizer(Compatibility: false, Composes: true).Normalize(NormalizedText.Of(text, 0, text.Length)).Text;

    private static string Text(string points) => string.Concat(points.Split(' ').Select(point => new Rune(int.Parse(point, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    private static string Points(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => rune.Value.ToString("X", CultureInfo.InvariantCulture)));
}
