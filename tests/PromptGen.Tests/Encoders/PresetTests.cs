using System.Globalization;
using System.Reflection;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using TorchSharp;

namespace PromptGen.Tests.Encoders;

/// <summary>
/// Every published size, built on the meta device: tensors under their published names and with their shapes are those of the committed
/// <c>Presets.txt</c>, and their sum is the preset's. To write the file anew: <c>PROMPTGEN_REFRESH_PRESETS=1 dotnet test tests/PromptGen.Tests</c>
/// </summary>
public class PresetTests
{
    private static readonly string File = Repository.Path("tests", "PromptGen.Tests", "Encoders", "Presets.txt");

    private static readonly EncoderRegistry Registry = new(typeof(BertEncoder).Assembly);

    public static TheoryData<string> Names => [.. Registry.Encoders.SelectMany(encoder => encoder.Presets).Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_preset_has_as_many_numbers_as_it_says_and_takes_no_memory_for_them(string name)
    {
        var (encoder, preset) = Find(name);
        encoder.Accept(new Built<int>(preset, built =>
        {
            Assert.All(built.parameters(), parameter => Assert.Equal(DeviceType.META, parameter.device_type));
            Assert.Equal(preset.Parameters, built.parameters().Sum(parameter => parameter.numel()));
            return 0;
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_analyzer_reads_of_a_preset_is_so(string name)
    {
        var (encoder, preset) = Find(name);
        encoder.Accept(new Built<int>(preset, built =>
        {
            var config = built.GetType().GetField("config", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(built);
            var sizes = config!.GetType().GetProperties(BindingFlags.Static | BindingFlags.Public).Single(property => property.GetValue(null)!.Equals(config)).GetCustomAttribute<PresetSizesAttribute>()!;
            Assert.Equal(built.LayerCount, sizes.Layers);
            // Where a prefix takes positions, they are shared.
            Assert.Equal(built.LongestInput(0) is { } longest && built.LongestInput(1) == longest - 1 ? longest : 0, sizes.Positions);
            return 0;
        }));
    }

    [Fact]
    public void Names_and_shapes_of_all_presets_are_the_committed_ones()
    {
        var written = new System.Text.StringBuilder();
        foreach (var encoder in Registry.Encoders)
        foreach (var preset in encoder.Presets)
        {
            written.Append(CultureInfo.InvariantCulture, $"{preset.Name} {preset.Parameters}\n");
            foreach (var line in encoder.Accept(new Built<IReadOnlyList<string>>(preset, built => Tensors(built, encoder.Checkpoint).ToList()))) written.Append(CultureInfo.InvariantCulture, $"  {line}\n");
        }
        if (Environment.GetEnvironmentVariable("PROMPTGEN_REFRESH_PRESETS") == "1") System.IO.File.WriteAllText(File, written.ToString());

        Assert.Equal(System.IO.File.ReadAllText(File), written.ToString());
    }

    [Fact]
    public void The_published_sizes_are_there() => Assert.Equal(
        [
            "EuroBERT-2.1B", "EuroBERT-210m", "EuroBERT-610m", "ModernBERT-base", "ModernBERT-large", "Qwen2.5-0.5B", "Qwen2.5-1.5B", "albert-base-v2", "albert-large-v2", "albert-xlarge-v2", "albert-xxlarge-v2",
            "bert-base-cased", "bert-base-chinese", "bert-base-multilingual-cased", "bert-base-multilingual-uncased", "bert-base-uncased",
            "bert-base-uncased-embedding-relative-key", "bert-base-uncased-embedding-relative-key-query",
            "bert-large-cased", "bert-large-uncased", "bert-large-uncased-whole-word-masking-embedding-relative-key-query", "camembert-base", "camembert-large", "deberta-base", "deberta-large", "deberta-v2-xlarge",
            "deberta-v2-xxlarge", "deberta-v3-base", "deberta-v3-large", "deberta-v3-small", "deberta-v3-xsmall", "deberta-xlarge",
            "distilbert-base-cased", "distilbert-base-multilingual-cased", "distilbert-base-uncased", "distilroberta-base",
            "electra-base-discriminator", "electra-large-discriminator", "electra-small-discriminator", "glm-10b", "glm-10b-chinese", "glm-2b",
            "glm-base", "glm-large", "glm-large-chinese", "glm-roberta-large", "jina-embeddings-v2-base-en", "jina-embeddings-v2-small-en", "mdeberta-v3-base", "mpnet-base", "nomic-embed-text-v1.5", "roberta-base", "roberta-large", "roformer_chinese_base",
            "xlm-roberta-base", "xlm-roberta-large",
        ],
        Registry.Encoders.SelectMany(encoder => encoder.Presets).Select(preset => preset.Name).Order(StringComparer.Ordinal));

    /// <summary>A line for each tensor; those that are alike in all layers share one.</summary>
    private static IEnumerable<string> Tensors(Encoder built, CheckpointMap map)
    {
        var names = new CheckpointNames(map, map.Roots[0]);
        return from parameter in built.named_parameters()
               let name = names.Of(parameter.name)
               let shape = $"[{string.Join(", ", parameter.parameter.shape)}]"
               group name by (Name: WithoutLayer(name), shape) into same
               select same.Count() == 1 ? $"{same.Single()} {same.Key.shape}" : $"{same.Key.Name.Replace("{layer}", $"0-{same.Count() - 1}", StringComparison.Ordinal)} {same.Key.shape}";
    }

    private static string WithoutLayer(string name) =>
        string.Join('.', name.Split('.').Select(segment => segment.All(char.IsAsciiDigit) ? "{layer}" : segment));

    private static (EncoderDescription Encoder, EncoderPreset Preset) Find(string name) => Registry.Encoders
        .SelectMany(encoder => encoder.Presets.Select(preset => (encoder, preset)))
        .Single(found => found.preset.Name == name);

    private sealed class Built<TResult>(EncoderPreset preset, Func<Encoder, TResult> look) : IEncoderVisitor<TResult>
    {
        public TResult Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
            where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
            where TInput : IEncoderInput<TInput>
        {
            using var encoder = description.Create(preset.Config, new ConstructionToken());
            return look(encoder);
        }
    }
}
