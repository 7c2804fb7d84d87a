using System.Text.Json;
using PromptGen.Encoders;
using PromptGen.Tokenization;

namespace PromptGen.Tests.Tokenization;

/// <summary>Families that share a vocabulary's form with BERT or RoBERTa and put other special tokens around a text, or compose it first.</summary>
public sealed class OtherRowsTests : IDisposable
{
    private readonly TokenizerFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("config.json", """{"model_type": "mpnet"}""")]
    [InlineData("tokenizer_config.json", """{"tokenizer_class": "MPNetTokenizer", "unk_token": "[UNK]"}""")]
    public void MPNet_has_words_of_BERT_between_tokens_of_RoBERTa(string file, string json)
    {
        folder.Write(file, json);
        folder.Write("vocab.txt", "<s>\n<pad>\n</s>\n[UNK]\nhello\nworld\n<mask>\n");
        var tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.WordPiece);

        Assert.Equal([0, 4, 3, 2, 2, 5, 2], tokenizer.Encode("Hello there", "world").Ids.ToArray());
        Assert.All(tokenizer.Encode("hello", "world").TokenTypes.ToArray(), type => Assert.Equal(0, type));
        Assert.Equal((1, 6), (tokenizer.SpecialTokens.Padding, tokenizer.SpecialTokens.Mask));
    }

    [Fact]
    public void ModernBERT_composes_characters_and_a_span_covers_what_was_composed()
    {
        // Every byte is a character, as GPT-2 spells it; é is the 257th token.
        var unprinted = 256;
        var bytes = Enumerable.Range(0, 256).Select(value => $"{(char)(value is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? value : unprinted++)}");
        var vocabulary = bytes.Append("\u00c3\u00a9").Select((token, id) => (token, id)).ToDictionary(entry => entry.token, entry => entry.id);
        folder.Write("config.json", """{"model_type": "modernbert"}""");
        folder.Write("tokenizer.json", $$"""
            {
              "added_tokens": [
                {"id": 257, "content": "[CLS]", "special": true}, {"id": 258, "content": "[SEP]", "special": true}, {"id": 259, "content": "[PAD]", "special": true},
                {"id": 260, "content": "[MASK]", "special": true}, {"id": 261, "content": "[UNK]", "special": true}
              ],
              "normalizer": {"type": "NFC"},
              "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": true},
              "post_processor": {
                "type": "TemplateProcessing",
                "pair": [
                  {"SpecialToken": {"id": "[CLS]", "type_id": 0} }, {"Sequence": {"id": "A", "type_id": 0} }, {"SpecialToken": {"id": "[SEP]", "type_id": 0} },
                  {"Sequence": {"id": "B", "type_id": 0} }, {"SpecialToken": {"id": "[SEP]", "type_id": 0} }
                ],
                "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [257]}, "[SEP]": {"id": "[SEP]", "ids": [258]} }
              },
              "model": {"type": "BPE", "vocab": {{JsonSerializer.Serialize(vocabulary)}}, "merges": ["\u00c3 \u00a9"]}
            }
            """);
        var tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.ByteLevelBpe);
        const string text = "ae\u0301a";
        var row = tokenizer.Encode(text);

        Assert.Equal([257, 'a', 256, 'a', 258], row.Ids.ToArray());
        Assert.Equal([257, 'a', 256, 'a', 258], tokenizer.Encode("a\u00e9a").Ids.ToArray());
        Assert.Equal("e\u0301", row.Spans[2].In(text).ToString());
        Assert.Equal("a", row.Spans[3].In(text).ToString());
    }
}
