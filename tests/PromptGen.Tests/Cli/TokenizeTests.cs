using System.Text;
using System.Text.Json.Nodes;
using PromptGen.Tests.Cases;
using PromptGen.Tests.Tokenization;

namespace PromptGen.Tests.Cli;

/// <summary><c>promptgen tokenize</c>: what a tokenizer makes of texts, without the model's weights.</summary>
public sealed class TokenizeTests : IDisposable
{
    private readonly TokenizerFolder folder = new();

    public TokenizeTests()
    {
        foreach (var file in new[] { "tokenizer.json", "tokenizer_config.json", "config.json" }) folder.Copy(Repository.Path("samples", "models", "promptgen-mini", file), file);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_text_has_a_line_with_ids_tokens_offsets_in_code_points_and_how_many_are_unknown()
    {
        var lines = Lines("--text", "the 🦙🦙 [SEP] order", "--text", "");
        var first = JsonNode.Parse(lines[0])!;
        Assert.Equal("the 🦙🦙 [SEP] order", (string)first["text"]!);
        Assert.Equal("[2,211,1,3,787,3]", first["ids"]!.ToJsonString());
        Assert.Equal("""["[CLS]","the","[UNK]","[SEP]","order","[SEP]"]""", first["tokens"]!.ToJsonString());
        Assert.Equal("[[0,0],[0,3],[4,6],[7,12],[13,18],[0,0]]", first["offsets"]!.ToJsonString());
        Assert.Equal(1, (int)first["unknown"]!);
        Assert.Equal("""{"text":"","ids":[2,3],"tokens":["[CLS]","[SEP]"],"offsets":[[0,0],[0,0]],"unknown":0}""", lines[1]);
    }

    [Fact]
    public void Nothing_is_cut() => Assert.Equal(1002, JsonNode.Parse(Lines("--text", string.Join(' ', Enumerable.Repeat("the", 1000)))[0])!["ids"]!.AsArray().Count);

    [Fact]
    public void A_second_text_has_offsets_of_its_own()
    {
        const string expected = """{"text":"the","text_pair":"the order","ids":[2,211,3,211,787,3],"tokens":["[CLS]","the","[SEP]","the","order","[SEP]"],"offsets":[[0,0],[0,3],[0,0],[0,3],[4,9],[0,0]],"unknown":0}""";
        Assert.Equal(expected, Lines("--text", "the", "--text-pair", "the order")[0]);
        var input = Encoding.UTF8.GetBytes("""
            {"text": "the", "text_pair": "the order"}

            {"text": "the", "text_pair": null, "label": 1}
            """);
        var (status, output, error) = CalledCommand.Run(input, "tokenize", "--model", folder.Path);
        Assert.True(status == 0, error);
        Assert.Equal([expected, """{"text":"the","ids":[2,211,3],"tokens":["[CLS]","the","[SEP]"],"offsets":[[0,0],[0,3],[0,0]],"unknown":0}"""], output.TrimEnd('\n').Split('\n'));
        folder.Write("texts.jsonl", input);
        Assert.Equal(output, CalledCommand.Run("tokenize", "--model", folder.Path, "--input", Path.Combine(folder.Path, "texts.jsonl")).Output);
    }

    [Theory]
    [InlineData("{\"text\": 1}\n", "(1): is no text; expected a JSON object with a text 'text'")]
    [InlineData("{\"text\": \"a\"}\nthe order\n", "(2): is not JSON: ")]
    [InlineData("{\"texts\": \"a\"}\n", "(1): is no text; expected a JSON object with a text 'text'")]
    [InlineData("[]\n", "(1): is no text; expected a JSON object with a text 'text'")]
    public void A_line_that_holds_no_text_is_an_error_that_names_it(string lines, string expected)
    {
        folder.Write("texts.jsonl", lines);
        var (status, _, error) = CalledCommand.Run("tokenize", "--model", folder.Path, "--input", Path.Combine(folder.Path, "texts.jsonl"));
        Assert.Equal(1, status);
        Assert.Contains($"texts.jsonl{expected}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_pair_needs_its_text_and_files_that_disagree_are_said()
    {
        Assert.Contains("--text-pair: is given 2 times and --text 1 times; expected one for each --text.",
            CalledCommand.Run("tokenize", "--model", folder.Path, "--text", "a", "--text-pair", "b", "--text-pair", "c").Error, StringComparison.Ordinal);
        AddedTokenFolders.Write("wp-vocab-disagrees", folder);
        var (status, output, error) = CalledCommand.Run("tokenize", "--model", folder.Path, "--text", "the order");
        Assert.Equal((0, 1), (status, output.Count(unit => unit == '\n')));
        Assert.Contains("note        ", error, StringComparison.Ordinal);
        Assert.Contains("vocab.txt and tokenizer.json hold different vocabularies", error, StringComparison.Ordinal);
    }

    private string[] Lines(params string[] arguments)
    {
        var (status, output, error) = CalledCommand.Run(["tokenize", "--model", folder.Path, .. arguments]);
        Assert.True(status == 0, error);
        return output.TrimEnd('\n').Split('\n');
    }
}
