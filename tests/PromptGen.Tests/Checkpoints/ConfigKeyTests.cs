using PromptGen.Backbones;
using PromptGen.Checkpoints;

namespace PromptGen.Tests.Checkpoints;

/// <summary>Keys of a config.json: in objects, one of several, null, lists by layer.</summary>
public class ConfigKeyTests
{
    [Theory]
    [InlineData("""{"a":{"b":3}}""", 3)]
    [InlineData("""{"a.b":4}""", 4)]
    [InlineData("""{"a":{"c":3}}""", 1)]
    [InlineData("""{"a":{"b":null}}""", 1)]
    [InlineData("""{"a":null}""", 1)]
    [InlineData("{}", 1)]
    public void A_point_leads_into_an_object(string json, double number) => Assert.Equal(number, Parsed(json).Number("a.b", 1));

    [Fact]
    public void What_a_point_leads_into_is_an_object() =>
        Assert.Equal("config.json: 'a' is 5; expected an object.", Error("""{"a":5}""", config => config.Number("a.b", 1)));

    [Theory]
    [InlineData("""{"old":2}""", 2)]
    [InlineData("""{"new":{"at":3}}""", 3)]
    [InlineData("""{"old":2,"new":{"at":2.0}}""", 2)]
    [InlineData("""{"old":null,"new":{"at":3}}""", 3)]
    [InlineData("{}", 7)]
    [InlineData("""{"old":null}""", 9)]
    public void Of_several_keys_the_one_that_is_there_counts(string json, double number)
    {
        var config = Parsed(json);
        Assert.Equal(number, config.Number(config.Either("old", "new.at"), 7, whenNull: 9));
    }

    [Fact]
    public void Keys_that_disagree_are_refused() => Assert.Equal(
        "config.json: 'old' is 2 and 'new.at' is 3, which say the same thing; expected one value.",
        Error("""{"old":2,"new":{"at":3}}""", config => config.Either("old", "new.at")));

    [Fact]
    public void A_text_in_an_object_that_is_not_Unicode_is_refused() => Assert.Equal(
        "config.json: 'a.b' holds a text that is not valid Unicode.", Error("""{"a":{"b":"\ud800"}}""", config => config.Require("a.b", "c")));

    [Fact]
    public void Equal_numbers_may_be_written_differently() => Parsed("""{"a":1.0}""").Require("a", "1");

    [Theory]
    [InlineData(1, 160000, 10000, "")]
    [InlineData(1, 160000, 160000, ",\"local_rope_theta\":null")]
    [InlineData(2, 5, 6, ",\"layer_types\":[\"full_attention\",\"sliding_attention\",\"full_attention\"],\"rope_parameters\":{\"full_attention\":{\"rope_theta\":5},\"sliding_attention\":{\"rope_theta\":6,\"rope_type\":\"default\",\"partial_rotary_factor\":1.0}}")]
    public void ModernBERT_has_the_bases_that_its_configuration_gives_in_one_way_or_another(int interval, double global, double local, string keys)
    {
        var config = ModernBertConfig.Read(ModernBert(interval, keys));
        Assert.Equal((global, local), (config.GlobalBase, config.LocalBase));
    }

    [Theory]
    [InlineData(",\"layer_types\":[\"full_attention\",\"full_attention\",\"full_attention\"]", "'layer_types' is 'full_attention' for layer 1, which is 'sliding_attention' by the other keys and this encoder's schema.")]
    [InlineData(",\"layer_types\":[\"full_attention\"]", "'layer_types' is an array; expected a list of 3 texts, one for each layer.")]
    [InlineData(",\"rope_parameters\":{\"rope_theta\":5}", "'rope_parameters' has 'rope_theta', which this encoder's schema does not cover; it covers 'full_attention', 'sliding_attention'.")]
    [InlineData(",\"rope_parameters\":{\"full_attention\":{\"rope_theta\":5,\"factor\":2}}", "'rope_parameters.full_attention' has 'factor', which this encoder's schema does not cover; it covers 'rope_theta', 'rope_type', 'partial_rotary_factor'.")]
    [InlineData(",\"rope_parameters\":{\"sliding_attention\":{\"rope_type\":\"yarn\"}}", "'rope_parameters.sliding_attention.rope_type' is 'yarn', which this encoder's schema does not cover; it covers 'default'.")]
    [InlineData(",\"global_rope_theta\":4,\"rope_parameters\":{\"full_attention\":{\"rope_theta\":5}}", "'global_rope_theta' is 4 and 'rope_parameters.full_attention.rope_theta' is 5, which say the same thing; expected one value.")]
    public void What_ModernBERTs_schema_does_not_cover_is_refused(string keys, string error) =>
        Assert.Equal($"config.json: {error}", Assert.Throws<CheckpointException>(() => ModernBertConfig.Read(ModernBert(2, keys))).Message);

    private static ConfigJson ModernBert(int interval, string keys) => Parsed(
        $$"""{"vocab_size":9,"hidden_size":8,"num_hidden_layers":3,"num_attention_heads":2,"intermediate_size":5,"global_attn_every_n_layers":{{interval}}{{keys}}}""");

    private static ConfigJson Parsed(string json) => ConfigJson.Parse(json, "config.json");

    private static string Error(string json, Action<ConfigJson> read) => Assert.Throws<CheckpointException>(() => read(Parsed(json))).Message;
}
