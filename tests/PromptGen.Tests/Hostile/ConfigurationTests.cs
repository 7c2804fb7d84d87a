using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Encoders.Outlines;
using PromptGen.Prefixes;
using PromptGen.Tests.Build;
using PromptGen.Tokenization;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace PromptGen.Tests.Hostile;

/// <summary>Values in a <c>config.json</c> that no encoder can have: each is an error that names file and key, before memory is taken for it.</summary>
public sealed partial class ConfigurationTests(ITestOutputHelper output) : IDisposable
{
    private const int OutlinesInGate = 500, ModelsInGate = 200;

    private static readonly string[] Values =
    [
        "-2147483649", "-1", "0", "1", "2", "3", "5", "7", "64", "1000", "1000000", "1000000000", "2147483647", "2147483648", "9223372036854775807", "1e19", "1e300", "-1e300", "1e999",
        "0.5", "-0.1", "1.0", "5.5", "null", "true", "\"\"", "\"12\"", "\"\\ud800\"", "[]", "[1]", "{}",
    ];

    private static readonly string[] Models = ["bert_seq_cls", "roberta_seq_cls", "deberta_seq_cls", "deberta_v2_seq_cls", "glm_seq_cls"];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Architectures => [.. All.Select(encoder => encoder.Architecture)];

    private static IReadOnlyList<EncoderDescription> All => new EncoderRegistry(typeof(BertEncoder).Assembly).Encoders;

    private string Config => folder.File("config.json");

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_rate_is_from_0_to_below_1_and_a_base_is_above_0(string architecture)
    {
        var encoder = All.Single(known => known.Architecture == architecture);
        var keys = Keys(architecture, "Rate").ToList();
        Assert.NotEmpty(keys);
        foreach (var (key, value) in keys.SelectMany(key => new[] { "-1", "5", "1", "1e300", "\"0.1\"" }.Select(value => (key, value))))
            Refused(encoder, key, value, "a number from 0 to below 1");
        foreach (var (key, value) in Keys(architecture, "Number").SelectMany(key => new[] { "-1", "0", "1e999" }.Select(value => (key, value))))
            Refused(encoder, key, value, "a number above 0");
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void No_number_of_layers_is_built_that_nobody_has(string architecture)
    {
        var encoder = All.Single(known => known.Architecture == architecture);
        var key = Keys(architecture, "Size").First(name => LayerKey().IsMatch(name));
        foreach (var count in new[] { 1_000_000, 1_000_000_000, int.MaxValue })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Assert.Throws<CheckpointException>(() => EncoderOutline.Of(encoder, With(encoder, key, $"{count}")));
            Assert.StartsWith("config.json: ", error.Message, StringComparison.Ordinal);
            Assert.Contains($"{count}", error.Message, StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 << 20);
        }
    }

    [Theory]
    [InlineData(4, "config.json: 'num_hidden_layers' is 4, and the names in ")]
    [InlineData(1_000_000_000, "config.json: 'num_hidden_layers' is 1000000000; expected at most 4096.")]
    public void Layers_are_counted_by_the_names_of_the_weights_first(int layers, string expected)
    {
        Copy("bert_seq_cls", "num_hidden_layers", $"{layers}");
        Assert.Contains(expected, Assert.Throws<CheckpointException>(() => Frozen<BertEncoder>.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_key_with_any_value_is_refused_by_its_name_or_gives_an_outline()
    {
        var campaign = new Campaign(output, "configurations");
        for (var seed = 0; seed < Campaign.Rounds(OutlinesInGate); seed++)
        {
            var random = new Random(seed);
            var encoder = All[seed % All.Count];
            var keys = Keys(encoder.Architecture, "(?:Size|Rate|Number|Integer|Option|Require)").ToArray();
            var (key, value) = (keys[random.Next(keys.Length)], Values[random.Next(Values.Length)]);
            campaign.Attack(
                $"{encoder.Architecture}: {key} is {value}", () => EncoderOutline.Of(encoder, With(encoder, key, value)),
                e => e is CheckpointException ? e.Message.StartsWith("config.json", StringComparison.Ordinal) && e.Message.Length > 30 : null);
        }
        campaign.Verify(leastClear: 0.4, leastWorking: 0.1);
    }

    [Fact]
    public void Every_key_with_any_value_beside_weights_is_refused_or_encodes_a_text()
    {
        var campaign = new Campaign(output, "configurations beside weights");
        for (var seed = 0; seed < Campaign.Rounds(ModelsInGate); seed++)
        {
            var random = new Random(seed);
            var model = Models[seed % Models.Length];
            var sound = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Fixture(model), "config.json")))!.AsObject();
            var keys = sound.Select(member => member.Key).Where(name => name != "model_type").ToArray();
            var (key, value) = (keys[random.Next(keys.Length)], Values[random.Next(Values.Length)]);
            Copy(model, key, value);
            campaign.Attack(
                $"{model}: {key} is {value}",
                () =>
                {
                    var encoder = new EncoderRegistry(typeof(BertEncoder).Assembly).Find(CheckpointFolder.ReadConfig(folder.Path))!;
                    encoder.Accept(new Encoding(folder.Path));
                },
                e => e is CheckpointException ? e.Message.Contains(folder.Path, StringComparison.Ordinal) : null);
        }
        campaign.Verify(leastClear: 0.2, leastWorking: 0.2);
    }

    private static void Refused(EncoderDescription encoder, string key, string value, string expected) =>
        Assert.Equal($"config.json: '{key}' is {value.Replace('"', '\'')}; expected {expected}.",
            Assert.Throws<CheckpointException>(() => EncoderOutline.Of(encoder, With(encoder, key, value))).Message);

    /// <summary>The keys that an encoder's generated code reads by some methods.</summary>
    private static IEnumerable<string> Keys(string architecture, string methods) =>
        Regex.Matches(Repository.Read("src", "PromptGen.Backbones", "Generated", $"{architecture}Encoder.g.cs"), $"json\\.{methods}\\(\"([^\".]+)\"").Select(match => match.Groups[1].Value);

    private static ConfigJson With(EncoderDescription encoder, string key, string value)
    {
        const string mark = "a value that stands nowhere";
        var config = JsonNode.Parse(encoder.Presets[0].Json)!.AsObject();
        config[key] = mark;
        return ConfigJson.Parse(config.ToJsonString().Replace($"\"{mark}\"", value, StringComparison.Ordinal), "config.json");
    }

    private void Copy(string model, string key, string value)
    {
        const string mark = "a value that stands nowhere";
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Fixture(model), "config.json")))!.AsObject();
        config[key] = mark;
        File.WriteAllText(Config, config.ToJsonString().Replace($"\"{mark}\"", value, StringComparison.Ordinal));
        File.Copy(Path.Combine(Repository.Fixture(model), "model.safetensors"), folder.File("model.safetensors"), overwrite: true);
    }

    [GeneratedRegex("^(num_hidden_layers|n_layers?|num_layers)$")]
    private static partial Regex LayerKey();

    private sealed class Encoding(string folder) : IEncoderVisitor<bool>
    {
        public bool Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
            where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
            where TInput : IEncoderInput<TInput>
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            using var frozen = Frozen<TEncoder>.Open(folder);
            frozen.Encoder.eval();
            // What generated code computes from sizes alone is computed where it is used.
            if (frozen.LongestInput(0) is >= 4 or null)
                description.Encode(frozen.Encoder, [new TokenizedText([2, 5, 6, 3], [0, 0, 0, 0])], 0, CPU, PrefixKeyValues.None).LastHidden.bytes.ToArray();
            return true;
        }
    }
}
