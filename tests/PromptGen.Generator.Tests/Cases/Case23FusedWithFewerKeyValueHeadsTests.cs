namespace PromptGen.Generator.Tests.Cases;

/// <summary>One projection to queries, keys and values with fewer heads of keys and values; and errors where an extension caused them.</summary>
public class Case23FusedWithFewerKeyValueHeadsTests
{
    [Fact]
    public void A_fused_projection_has_the_rows_of_its_heads()
    {
        // 32 heads of queries and 8 of keys and of values, 96 wide each.
        var right = Generate(Fused.Replace("\"exact\": 2,", "\"exact\": 3269594112, \"note\": \"with another number of heads\",", StringComparison.Ordinal));
        Assert.Empty(right.Findings);
        Assert.Empty(right.WithSources().GetDiagnostics().Where(found => found.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
        Assert.Contains("projection = Weights.Linear(config.HiddenSize, (heads + 2 * keyValueHeads) * headSize, bias: false);", right.Text());
        Assert.Contains("HeadAxis.SplitBlocks(projection.forward(x), heads, keyValueHeads);", right.Text());
        Assert.Contains("HeadAxis.SplitPerHead(projection.forward(x), heads, keyValueHeads);",
            Generate(Fused.Replace("\"blocks\", \"from\"", "\"perHead\", \"from\"", StringComparison.Ordinal).Replace("\"exact\": 2,", "\"exact\": 3269594112, \"note\": \"n\",", StringComparison.Ordinal)).Text());
    }

    [Fact]
    public void The_count_of_its_parameters_follows() =>
        Assert.Equal(["fusedgqa.json(5,222): error PGEN202: Preset 'a' has 3269594112 parameters by its sizes, not 2"],
            Generate(Fused).Findings.Where(finding => finding.Contains("PGEN202", StringComparison.Ordinal)));

    [Fact]
    public void An_order_that_the_language_does_not_have_is_said() =>
        Assert.Equal(["fusedgqa.json(3,85): error PGEN103: 'valuesFirst' is not a layout of fused projections; use 'blocks' or 'perHead'"],
            Generate(Fused.Replace("\"layout\": \"blocks\"", "\"layout\": \"valuesFirst\"", StringComparison.Ordinal)).Findings);

    /// <summary>What is wrong in an inherited part is shown where the extension caused it, and its own fault where it is.</summary>
    [Theory]
    [InlineData("bert.json", "\"pooler\": null",
        "mine.json(2,1): error PGEN115: A head reads 'pooled', which this encoder does not give: it has no pooler; read 'firstToken', or remove the form")]
    [InlineData("bert.json", "\"sizes\": { \"hiddenSize\": null }",
        "mine.json(2,12): error PGEN105: 'hiddenSize' is not a size of this schema; ")]
    [InlineData("bert.json", "\"embeddings\": { \"positions\": null }",
        "mine.json(2,15): error PGEN110: A table indexed by positions needs 'positions', which this schema does not have; say how tokens are numbered")]
    [InlineData("bert.json", "\"layers\": { \"kinds\": { \"layer\": { \"order\": [\"feedForward\"], \"blocks\": { \"feedForward\": { \"inner\": \"inner\" } } } } }",
        "mine.json(2,44): error PGEN108: The order leaves out 'attention'; it names each of the blocks 'attention' and 'feedForward' once",
        "mine.json(2,99): error PGEN105: 'inner' is not a size of this schema; ")]
    [InlineData("eurobert.json", "\"layers\": { \"kinds\": { \"layer\": { \"blocks\": { \"attention\": { \"query\": null, \"key\": null, \"fused\": { \"from\": \"qkv\", \"layout\": \"blocks\" } } } } } }",
        "mine.json(2,90): error PGEN125: 'value' is beside 'fused', which excludes it; expected separate projections, or one that is fused")]
    [InlineData("distilbert.json", "\"layers\": { \"from\": \"transformer.layer\" }",
        "mine.json(2,21): error PGEN302: The path 'transformer.layer' has {layer} nowhere; it says once which layer")]
    [InlineData("eurobert.json", "\"embeddings\": { \"tables\": { \"position\": { \"rows\": \"maxPositions\", \"index\": \"positions\", \"from\": \"pos\" } } }",
        "mine.json(2,29): warning PGEN119: 'rotary' turns by positions, and the table 'position' adds vectors for them; remove one, unless the published encoder has both",
        "mine.json(2,29): error PGEN125: 'limit' is beside the table 'position', whose rows limit positions, which excludes it; expected one of the two")]
    public void An_error_is_shown_where_the_extension_caused_it(string extended, string own, params string[] expected)
    {
        var bases = new[] { extended }.Concat(Toys.Bases(extended)).Select(Toys.Read);
        var generation = Generation.Of(
        [
            Generation.Schema("mine.json", $"{{ \"extends\": \"{extended}\", \"architecture\": \"Mine\", \"modelType\": [\"mine\"], \"summary\": \"x\",\n{own} }}"),
            .. bases.Select(schema => Generation.Schema(schema.Path, schema.Text, "base")),
        ]);
        Assert.Equal(expected.Length, generation.Findings.Length);
        Assert.All(expected.Zip(generation.Findings), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        // Where the inherited part lies is known too.
        Assert.All(generation.Result.Diagnostics, found => Assert.All(found.AdditionalLocations, location => Assert.NotEqual("mine.json", location.GetLineSpan().Path)));
    }

    [Fact]
    public void A_fault_of_a_file_between_is_shown_there()
    {
        var generation = Generation.Of(
        [
            Generation.Schema("last.json", """{ "extends": "middle.json", "architecture": "Last", "modelType": ["last"], "summary": "x" }"""),
            Generation.Schema("middle.json", """{ "extends": "bert.json", "pooler": null }""", "base"),
            Generation.Schema("bert.json", Toys.Read("bert.json").Text, "base"),
        ]);
        Assert.Equal(["middle.json(1,27): error PGEN115: A head reads 'pooled', which this encoder does not give: it has no pooler; read 'firstToken', or remove the form"], generation.Findings);
    }

    [Theory]
    [InlineData("\"index\": \"ids\"", "\"index\": \"idz\"", "bert.json(43,52): error PGEN103: 'idz' is not an index of tables; did you mean 'ids'?")]
    [InlineData("\"index\": \"positions\"", "\"index\": \"place\"", "bert.json(44,55): error PGEN103: 'place' is not an index of tables; use 'ids', 'positions', 'blockPositions' or 'tokenTypes'")]
    [InlineData("\"count\": \"all\"", "\"count\": \"al\"", "bert.json(47,29): error PGEN103: 'al' is not a way to count positions; did you mean 'all'?")]
    [InlineData("\"kind\": \"activation\"", "\"kind\": \"act\"", "bert.json(28,15): error PGEN103: 'act' is not a kind of option; use 'activation', 'switch', 'relativeScores' or 'headInput'")]
    public void Nothing_follows_from_a_word_that_is_not_known(string old, string wrong, string expected) =>
        Assert.Equal([expected], Toys.Damage("bert.json", old, wrong).Findings);

    [Theory]
    [InlineData("layers.{layer}.rotary.inv_freq")]
    [InlineData("/core.{layer}.mask")]
    [InlineData("encoder.layer.{layer}.attention.self.distances")]
    public void A_path_that_is_ignored_may_be_one_of_every_layer(string path) => Assert.Empty(Ignoring(path));

    [Theory]
    [InlineData("encoder.layer.{layer}.{layer}.x", "bert.json(122,17): error PGEN302: The path 'encoder.layer.{layer}.{layer}.x' has {layer} more than once; it says once which layer")]
    [InlineData("encoder.layer.{layer}", "bert.json(122,17): error PGEN305: Ignoring 'encoder.layer.{layer}' would ignore the weights of 'layers.{layer}.attention.query'; name a longer path")]
    [InlineData("encoder.layer.3.attention", "bert.json(122,17): error PGEN305: Ignoring 'encoder.layer.3.attention' would ignore the weights of 'layers.{layer}.attention.query'; name a longer path")]
    [InlineData("encoder.layer.{layer}.output.dense.bias", "bert.json(122,17): error PGEN305: Ignoring 'encoder.layer.{layer}.output.dense.bias' would ignore the weights of 'layers.{layer}.feedForward.down'; name a longer path")]
    public void It_is_no_weight_and_names_a_layer_once(string path, string expected) => Assert.Equal([expected], Ignoring(path));

    private static string[] Ignoring(string path) => Toys.Damage("bert.json", "\"ignored\": [\"embeddings.position_ids\"", $"\"ignored\": [\"{path}\", \"embeddings.position_ids\"").Findings;

    private static string Fused => Case("fusedgqa.json");

    private static string Case(string file) => Repository.Read("tests", "PromptGen.Generator.Tests", "Cases", "23-fused-with-fewer-key-value-heads", file);

    private static Generation Generate(string fused) => Generation.Of(
    [
        Generation.Schema("fusedgqa.json", fused),
        Generation.Schema("llama.json", Case("llama.json"), "base"),
        .. new[] { "qwen2.json", "eurobert.json" }.Select(Toys.Read).Select(schema => Generation.Schema(schema.Path, schema.Text, "base")),
    ]);
}
