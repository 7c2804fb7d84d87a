using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PromptGen.Checkpoints;
using PromptGen.Tests.Checkpoints;
using static TorchSharp.torch;
using TemporaryFolder = PromptGen.Tests.Build.TemporaryFolder;

namespace PromptGen.Tests.Cli;

/// <summary>What <c>promptgen new-schema</c> makes of checkpoints whose names, numbers or configurations are not as most have them.</summary>
public sealed class NewSchemaOddCheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tables_are_known_by_their_rows_where_names_say_nothing()
    {
        var (schema, output) = Draft(Renamed(("core.embeddings.position_embeddings", "core.embeddings.wpe"), ("core.embeddings.word_embeddings", "core.embeddings.table")));

        Assert.Equal("embeddings.wpe", (string?)schema["embeddings"]!["tables"]!["position"]!["from"]);
        Assert.Equal("embeddings.table", (string?)schema["embeddings"]!["tables"]!["word"]!["from"]);
        Assert.Contains("\nopens       ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_are_known_by_their_name_where_the_configuration_has_another_number()
    {
        var (schema, output) = Draft(Renamed(), Number("vocab_size", "100"));

        Assert.Equal(101, (int)schema["embeddings"]!["tables"]!["word"]!["rows"]!);
        Assert.Contains("\nassumed     vocabSize: the configuration says 'vocab_size': 100, and shapes show 101; that number was written\n", output, StringComparison.Ordinal);
        Assert.Contains("\nopens       ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_encoder_and_a_decoder_the_encoder_is_drafted()
    {
        // The decoder has the modules of the encoder and, as decoders have, more of them.
        var (schema, output) = Draft(tensors =>
        {
            Renamed(("core.blocks.", "core.encoder.blocks."))(tensors);
            foreach (var (name, tensor) in tensors.Where(tensor => tensor.Key.StartsWith("core.encoder.", StringComparison.Ordinal)).ToList())
            {
                tensors.Add(name.Replace("core.encoder.", "core.decoder.", StringComparison.Ordinal), tensor);
                if (name.Contains("attention", StringComparison.Ordinal))
                    tensors.Add(name.Replace("core.encoder.", "core.decoder.", StringComparison.Ordinal).Replace("attention", "cross", StringComparison.Ordinal), tensor);
            }
            tensors.Add("core.decoder.norm.weight", ones(32));
            tensors.Add("core.decoder.norm.bias", zeros(32));
        }, config => "{ \"decoder_layers\": 3," + config[1..]);

        Assert.Equal("encoder.blocks.{layer}", (string?)schema["layers"]!["from"]);
        Assert.Null(schema["finalNorm"]);
        Assert.Contains("decoder", schema["checkpoint"]!["ignored"]!.AsArray().Select(path => (string?)path));
        Assert.Contains("\nassumed     checkpoint.ignored: 'core.decoder' was taken for a decoder", output, StringComparison.Ordinal);
        Assert.DoesNotContain("left out", output, StringComparison.Ordinal);
        Assert.Contains("\nopens       30,536 parameters of 3 layers", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "assumed     layers.kinds.layer.blocks.attention.heads: the configuration says 'num_attention_heads': 0; 1 was written, and no shape tells")]
    [InlineData("\"4\"", "assumed     layers.kinds.layer.blocks.attention.heads: the configuration says 'num_attention_heads': \"4\"; 1 was written, and no shape tells")]
    [InlineData("5", "left out    layers.kinds.layer.blocks.attention.heads the configuration says 'num_attention_heads': 5, which does not divide the 32 numbers of a query")]
    [InlineData("4, \"head_dim\": 0", "assumed     headSize: the configuration says 'head_dim': 0, and shapes show 8; that number was written")]
    public void A_number_of_heads_that_cannot_be_is_said(string number, string expected) =>
        Assert.Contains($"\n{expected}", Draft(Renamed(), Number("num_attention_heads", number)).Output, StringComparison.Ordinal);

    [Fact]
    public void What_no_schema_can_read_is_said_once_and_of_the_file_that_was_written()
    {
        var (_, output) = Draft(Renamed(("core.blocks.2.", "core.blocks.3."), ("core.blocks.1.", "core.blocks.2."), ("core.blocks.0.", "core.blocks.1."), ("self.query.weight", "self.query_weight")),
            config => "{ \"a key\": true," + config[1..]);

        Assert.Contains("\nleft out    core.blocks.{layer} is numbered from 1; layers are read from 0 on", output, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(output, @"self\.query_weight"));
        Assert.Contains("\nleft out    core.blocks.{layer}.attention.self.query_weight F32 [32, 32] is neither a 'weight' nor a 'bias'", output, StringComparison.Ordinal);
        Assert.Contains("\nleft out    'a key': true is a key of the configuration that the schema does not read", output, StringComparison.Ordinal);
        Assert.Matches(@"\n[^\n]*schema\.json\(\d+,\d+\): error PGEN104: 'query' is missing", output);
    }

    [Fact]
    public void Weights_that_are_stored_the_other_way_round_are_refused()
    {
        using var checkpoint = Checkpoint(tensors =>
        {
            Renamed()(tensors);
            tensors["core.blocks.0.intermediate.dense.weight"] = zeros(32, 56);
        });
        var (status, _, error) = CalledCommand.Run("new-schema", "--from", checkpoint.Folder, "--output", folder.File("schema.json"));

        Assert.Equal(1, status);
        Assert.Contains("'core.blocks.0.intermediate.dense.weight' F32 [32, 56] has a bias of 56: it is stored as [inputs, outputs]", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent/schema.json", ": there is no folder ")]
    [InlineData("", ": is a folder; name a file in it.")]
    public void Where_nothing_can_be_written_is_said(string output, string expected)
    {
        using var checkpoint = Checkpoint(Renamed());
        var (status, _, error) = CalledCommand.Run("new-schema", "--from", checkpoint.Folder, "--output", Path.Combine(folder.Path, output));

        Assert.Equal(1, status);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static Func<string, string> Number(string key, string value) => config => Regex.Replace(config, $"\"{key}\": *\\d+", $"\"{key}\": {value}");

    private static Action<Dictionary<string, Tensor>> Renamed(params (string Old, string New)[] names) => RewrittenCheckpoint.Rename(name =>
        names.Aggregate(name.Replace("bert.encoder.layer.", "core.blocks.", StringComparison.Ordinal).Replace("bert.", "core.", StringComparison.Ordinal),
            (changed, pair) => changed.Replace(pair.Old, pair.New, StringComparison.Ordinal)));

    private static RewrittenCheckpoint Checkpoint(Action<Dictionary<string, Tensor>> change, Func<string, string>? config = null) => new(change, text =>
    {
        var mine = text.Replace("\"model_type\": \"bert\"", "\"model_type\": \"mine\"", StringComparison.Ordinal);
        return config?.Invoke(mine) ?? mine;
    });

    private (JsonNode Schema, string Output) Draft(Action<Dictionary<string, Tensor>> change, Func<string, string>? config = null)
    {
        using var checkpoint = Checkpoint(change, config);
        var (status, output, error) = CalledCommand.Run("new-schema", "--from", checkpoint.Folder, "--output", folder.File("schema.json"));
        Assert.True(status == 0, output + error);
        return (JsonNode.Parse(File.ReadAllText(folder.File("schema.json")))!, output);
    }
}
