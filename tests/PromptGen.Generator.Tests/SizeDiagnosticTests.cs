namespace PromptGen.Generator.Tests;

/// <summary>Diagnostics of numbers that fit nothing, and of names that clash: the exact text, line and column.</summary>
public class SizeDiagnosticTests
{
    [Theory]
    [InlineData("grouped.json", "\"headSize\": 6", "\"headSize\": 2147483647",
        "grouped.json(38,5): error PGEN208: Preset 'grouped-tiny' has keyValueHeadCount * headSize 4294967294; expected a number from 1 to 2147483647")]
    [InlineData("modernbert.json", "\"inner\": \"intermediateSize\"", "\"inner\": 2147483647",
        "modernbert.json(14,5): warning PGEN111: Nothing uses the size 'intermediateSize'; remove it, or refer to it where it belongs",
        "modernbert.json(103,22): error PGEN208: This schema has 4294967294; expected a number from 1 to 2147483647")]
    [InlineData("mine.json", "\"headCount\": 2", "\"headCount\": 16",
        "mine.json(12,5): error PGEN208: Preset 'mine-tiny' has hiddenSize / headCount 0; expected a number from 1 to 2147483647")]
    [InlineData("mine.json", "\"published\": \"1.4K\"", "\"published\": \"1.9K\"",
        "mine.json(14,51): warning PGEN209: Preset 'mine-tiny' has 1432 parameters and was published as '1.9K', which is 33 % off; check its sizes, or say in a 'note' why")]
    [InlineData("roberta.json", "\"default\": 1", "\"default\": 60000",
        "roberta.json(38,5): error PGEN210: Preset 'roberta-base' has vocabSize 50265, and the id 'padding' is 60000; ids are below the number of rows",
        "roberta.json(43,5): error PGEN210: Preset 'roberta-large' has vocabSize 50265, and the id 'padding' is 60000; ids are below the number of rows",
        "roberta.json(48,5): error PGEN210: Preset 'distilroberta-base' has vocabSize 50265, and the id 'padding' is 60000; ids are below the number of rows")]
    [InlineData("roberta.json", "\"maxPositions\": 514", "\"maxPositions\": 2",
        "roberta.json(38,5): error PGEN211: Preset 'roberta-base' has maxPositions 2, and positions begin at 2, behind the padding id; give it more",
        "roberta.json(43,5): error PGEN211: Preset 'roberta-large' has maxPositions 2, and positions begin at 2, behind the padding id; give it more",
        "roberta.json(48,5): error PGEN211: Preset 'distilroberta-base' has maxPositions 2, and positions begin at 2, behind the padding id; give it more")]
    [InlineData("deberta-v2.json", "\"layer\": 0,", "\"layer\": 24,",
        "deberta-v2.json(70,15): warning PGEN126: The convolution reads padding, which attention hides from tokens; give the embeddings \"padding\": \"zeroed\", and put it beside layer 0, unless the published encoder does so too",
        "deberta-v2.json(80,5): error PGEN212: Preset 'deberta-v2-xlarge' has layerCount 24, and a convolution beside layer 24, counted from 0; name a layer below that number")]
    [InlineData("deberta-v2.json", "\"convolutionSize\": 3", "\"convolutionSize\": 4",
        "deberta-v2.json(80,5): error PGEN213: Preset 'deberta-v2-xlarge' has a convolution over convolutionSize 4 tokens, which is even; one that keeps the number of tokens is odd",
        "deberta-v2.json(88,5): error PGEN213: Preset 'deberta-v2-xxlarge' has a convolution over convolutionSize 4 tokens, which is even; one that keeps the number of tokens is odd")]
    [InlineData("deberta-v2.json", "\"kernel\": \"convolutionSize\"", "\"kernel\": 2",
        "deberta-v2.json(13,5): warning PGEN111: Nothing uses the size 'convolutionSize'; remove it, or refer to it where it belongs",
        "deberta-v2.json(69,17): error PGEN213: This schema has a convolution over 2 tokens, which is even; one that keeps the number of tokens is odd")]
    [InlineData("mpnet.json", "\"farthest\": 128", "\"farthest\": 8",
        "mpnet.json(54,5): error PGEN214: Preset 'mpnet-base' has 'farthest' 8 and 'buckets' distanceBuckets 32; 'farthest' is more than a quarter of 'buckets', up to which each distance has its own")]
    [InlineData("mpnet.json", "\"buckets\": \"distanceBuckets\", \"farthest\": 128", "\"buckets\": 64, \"farthest\": 16",
        "mpnet.json(12,5): warning PGEN111: Nothing uses the size 'distanceBuckets'; remove it, or refer to it where it belongs",
        "mpnet.json(25,64): error PGEN214: This schema has 'farthest' 16 and 'buckets' 64; 'farthest' is more than a quarter of 'buckets', up to which each distance has its own")]
    [InlineData("albert.json", "\"layers\": {\n    \"groups\": \"groupCount\"", "\"layers\": {\n    \"count\": 12, \"groups\": 5",
        "albert.json(12,5): warning PGEN111: Nothing uses the size 'groupCount'; remove it, or refer to it where it belongs",
        "albert.json(34,14): error PGEN201: This schema has 12, which 5 does not divide")]
    [InlineData("mine.json", "\"default\": \"relu\" }", "\"default\": \"relu\" }, \"headInput\": { \"config\": \"h\", \"kind\": \"switch\", \"values\": { \"true\": \"on\", \"false\": \"off\" }, \"default\": \"true\" }",
        "mine.json(8,53): warning PGEN111: Nothing uses the option 'headInput'; remove it, or refer to it where it belongs",
        "mine.json(8,53): error PGEN403: 'headInput' becomes 'HeadInput' in C#, which names a type there; choose another name")]
    [InlineData("glm.json", "\"architecture\": \"Glm\"", "\"architecture\": \"Token\"",
        "glm.json(3,19): error PGEN403: 'Token' becomes 'TokenInput' in C#, which names a type there; choose another name")]
    [InlineData("mine.json", "\"mine-tiny\"", "\"--\"",
        "mine.json(12,5): error PGEN106: '--' cannot name a preset; a name is letters and digits, with '_', '-' and '.' between them")]
    [InlineData("bert.json", "\"word\":      {", "\"functional\":      {",
        "bert.json(43,7): error PGEN403: 'functional' becomes 'functional' in C#, which generated methods use; choose another name",
        "bert.json(114,28): error PGEN105: 'word' is not a table indexed by ids; there is 'functional'")]
    public void Says_what_is_wrong_and_where(string schema, string old, string changed, params string[] expected) =>
        Assert.Equal(expected, Toys.Damage(schema, old, changed).Findings);

    [Fact]
    public void Says_that_two_schemas_answer_to_one_model_type()
    {
        var bert = Toys.Read("bert.json");
        var generation = Generation.Of(bert, ("roberta.json", Toys.Read("roberta.json").Text.Replace("[\"roberta\"]", "[\"roberta\", \"bert\"]")));

        Assert.Equal(
            [
                "bert.json(5,17): error PGEN404: The model type 'bert' is also that of 'roberta.json'; a config.json must lead to one encoder",
                "roberta.json(6,28): error PGEN404: The model type 'bert' is also that of 'bert.json'; a config.json must lead to one encoder",
            ],
            generation.Findings);
        Assert.Empty(generation.Result.GeneratedSources);
    }

    [Fact]
    public void Says_that_two_schemas_give_one_type()
    {
        var text = Toys.Read("prenorm.json").Text;
        var generation = Generation.Of(
            ("large.json", text.Replace("Prenorm", "PrenormLarge").Replace("\"prenorm", "\"large")),
            ("small.json", text.Replace("\"mlp\"", "\"largeMlp\"")));

        Assert.Equal(
            [
                "large.json(2,19): error PGEN405: The type 'PrenormLargeMlp' is also one of 'small.json'; rename the architecture, or the block or layer kind that gives it",
                "small.json(2,19): error PGEN405: The type 'PrenormLargeMlp' is also one of 'large.json'; rename the architecture, or the block or layer kind that gives it",
            ],
            generation.Findings);
        Assert.Empty(generation.Result.GeneratedSources);
    }
}
