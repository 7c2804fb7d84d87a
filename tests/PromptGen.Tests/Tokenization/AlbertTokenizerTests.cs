using System.Text.Json;
using PromptGen.Encoders;
using PromptGen.Tokenization;

namespace PromptGen.Tests.Tokenization;

/// <summary>
/// ALBERT's rules around SentencePiece. Its own model is not here; the pieces below are those that the texts need, and the normalization map is that of our
/// DeBERTa models (nmt_nfkc), which ALBERT's model has too.
/// </summary>
public sealed class AlbertTokenizerTests : IDisposable
{
    private static readonly (string, float, int)[] Special = [("<pad>", 0, 3), ("<unk>", 0, 2), ("[CLS]", 0, 3), ("[SEP]", 0, 3), ("[MASK]", 0, 4)];

    private readonly TokenizerFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_row_stands_between_CLS_and_SEP()
    {
        var tokenizer = Open("▁a", "▁b");
        Assert.Equal(new SpecialTokens(0, 1, 2, 3, 4), tokenizer.SpecialTokens);
        var row = tokenizer.Encode("a [MASK]", "b");
        Assert.Equal([2, 5, 4, 3, 6, 3], row.Ids);
        Assert.Equal([0, 0, 0, 0, 1, 1], row.TokenTypes);
    }

    [Theory]
    [InlineData("Élan", "élan")]
    [InlineData("E\u0301LAN", "élan")]
    [InlineData("ÉLAN", "elan")]
    [InlineData("Ｅlan", "elan")]
    public void Letters_lose_case_accents_and_width(string text, string sameAs) => Assert.Equal([2, 5, 3], [.. Both(text, sameAs, "▁elan")]);

    [Fact]
    public void A_sign_of_two_letters_is_taken_apart_before_it_is_put_in_lower_case() => Assert.Equal([2, 5, 3], Open("▁tm").Encode("™").Ids);

    [Theory]
    [InlineData("``a''")]
    [InlineData("\"a\"")]
    public void Pairs_of_marks_are_quotation_marks(string text)
    {
        var row = Open("▁\"", "a", "\"").Encode(text);
        Assert.Equal([2, 5, 6, 7, 3], row.Ids);
        Assert.Equal(text[^1] == '\'' ? 2 : 1, row.Spans[3].Length);
    }

    [Theory]
    // "▁1,": cut again as "1", and the comma behind it.
    [InlineData("1,", new[] { "▁1,", "▁1", "," }, new[] { 6, 7 })]
    // Inside a word the space that a text begins with is taken away again.
    [InlineData("a21,", new[] { "▁a", "21,", "▁21", "21", "," }, new[] { 5, 8, 9 })]
    [InlineData("a21,", new[] { "▁a", "21,", "▁", "21", "," }, new[] { 5, 8, 9 })]
    [InlineData("a21,", new[] { "▁a", "21,", "▁21", "," }, new[] { 5, 1, 8 })]
    [InlineData("a,", new[] { "▁a,", "▁a", "," }, new[] { 5 })]
    public void A_piece_of_digits_and_a_comma_is_two(string text, string[] pieces, int[] ids)
    {
        var row = Open(pieces).Encode(text);
        Assert.Equal([2, .. ids, 3], row.Ids);
        if (text[^2] is >= '0' and <= '9') Assert.Equal((text.Length - 1, 1), (row.Spans[^2].Start, row.Spans[^2].Length));
    }

    [Fact]
    public void Case_and_accents_are_kept_where_the_configuration_says_so()
    {
        folder.Write("tokenizer_config.json", """{"do_lower_case": false, "keep_accents": true}""");
        Assert.Equal([2, 5, 3], Open("▁Élan", "▁elan").Encode("Élan").Ids);
    }

    /// <summary>
    /// The texts of Hugging Face's golden file, over a model of the pieces that occur in it, each as likely, so that the fewest are taken: what is checked is what
    /// is done around the model, not the likelihoods that its own file holds. One place has two ways of two pieces ("lam a", "l ama"); it says which is likelier.
    /// </summary>
    [SharedFact("tokenizers")]
    public void Ids_are_those_of_Hugging_Face_over_a_model_of_the_pieces_that_occur()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(SharedFolder.At("tokenizers", "golden", "models--albert-base-v2.json")));
        var texts = golden.RootElement.GetProperty("datasets").EnumerateArray()
            .Select(text => (Input: text.GetProperty("input").GetString()!, Ids: text.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray(),
                Tokens: text.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!).ToArray()))
            .ToList();
        Assert.Equal(37, texts.Count);
        var pieces = Enumerable.Range(0, 30000).Select(id => id < Special.Length ? Special[id] : ($"<nothing {id}>", 0f, 3)).ToArray();
        foreach (var text in texts)
        foreach (var (id, token) in text.Ids[1..^1].Zip(text.Tokens))
            if (id >= Special.Length) pieces[id] = (token, token == "lam" ? -9 : -10, 1);
        Write(pieces);
        var tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.SentencePiece, TokenizerKind.WordPiece);

        foreach (var text in texts) Assert.Equal(text.Ids, tokenizer.Encode(text.Input).Ids);
    }

    private IReadOnlyList<int> Both(string text, string sameAs, params string[] pieces)
    {
        var tokenizer = Open(pieces);
        Assert.Equal(tokenizer.Encode(sameAs).Ids, tokenizer.Encode(text).Ids);
        return tokenizer.Encode(text).Ids;
    }

    private TextTokenizer Open(params string[] pieces)
    {
        Write([.. Special, .. pieces.Select(piece => (piece, -1f, 1))]);
        return TextTokenizer.Open(folder.Path, TokenizerKind.SentencePiece, TokenizerKind.WordPiece);
    }

    private void Write((string, float, int)[] pieces)
    {
        var map = SmallSentencePiece.Map(File.ReadAllBytes(Path.Combine(SmallTokenizers.Fixture("deberta-v3-mini"), "spm.model")));
        folder.Write("config.json", """{"model_type": "albert"}""");
        folder.Write("spiece.model", SmallSentencePiece.Bytes(pieces, kind: 1, map: map));
    }
}
