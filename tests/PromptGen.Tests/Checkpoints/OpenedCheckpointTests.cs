using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

public class OpenedCheckpointTests
{
    /// <summary>What float32 leaves open on other hardware (notes of the fixtures, section 1).</summary>
    private const double Tolerance = 2e-5;

    [Theory]
    [InlineData("bert_seq_cls")]
    [InlineData("bert_tok_cls")]
    public void Gives_the_hidden_states_of_the_reference(string name)
    {
        var folder = Repository.Fixture(name);
        using var frozen = Frozen<BertEncoder>.Open(folder);
        using var io = SafeTensorsFile.Open(Path.Combine(folder, "io.safetensors"));
        using var scope = NewDisposeScope();
        using var _ = no_grad();

        var output = frozen.Prompt(prefix: null).Run(Input(io), frozen.Encoder, keepHiddenStates: true);

        Assert.Equal(frozen.LayerCount + 1, output.HiddenStates!.Count);
        for (var i = 0; i <= frozen.LayerCount; i++) AssertClose(io.Read($"plain.hidden.{i}"), output.HiddenStates[i]);
        if (io.Find("plain.pooled") is not null) AssertClose(io.Read("plain.pooled"), output.Pool());
        Assert.Equal(io.Find("plain.pooled") is not null, frozen.HasPooler);
    }

    [Fact]
    public void Every_weight_is_its_tensor_of_the_mapped_file_and_nothing_was_made_before()
    {
        var folder = Repository.Fixture("bert_seq_cls");
        using (var empty = BertEncoder.Description.Create(CheckpointFolder.ReadConfig(folder), new ConstructionToken()))
            Assert.All(empty.parameters(), parameter => Assert.Equal(DeviceType.META, parameter.device_type));

        using var frozen = Frozen<BertEncoder>.Open(folder);
        using var file = SafeTensorsFile.Open(Path.Combine(folder, "model.safetensors"));
        var parameters = frozen.Encoder.named_parameters().ToDictionary(p => Published(p.name), p => p.parameter);
        Assert.Equal(frozen.Report!.Loaded.Order(), parameters.Keys.Order());
        Assert.Equal(file.Tensors.Count - 3, parameters.Count); // without position ids and the head
        var (firstName, first) = parameters.First();
        foreach (var (name, parameter) in parameters)
        {
            Assert.Equal(file.Read(name).bytes.ToArray(), parameter.bytes.ToArray());
            Assert.False(parameter.requires_grad);
            // Views of one mapping lie as far apart as in the file; copies would not.
            Assert.Equal(
                file.Find(name)!.Begin - file.Find(firstName)!.Begin,
                Unsafe.ByteOffset(ref MemoryMarshal.GetReference(first.bytes), ref MemoryMarshal.GetReference(parameter.bytes)));
        }
    }

    [Fact]
    public void An_encoder_outlives_the_scope_in_which_it_was_opened()
    {
        using var checkpoint = new RewrittenCheckpoint(RewrittenCheckpoint.Rename(name => name.Contains("pooler") ? null : name));
        Frozen<BertEncoder> frozen;
        using (NewDisposeScope()) frozen = Frozen<BertEncoder>.Open(checkpoint.Folder);
        using var again = Frozen<BertEncoder>.Open(checkpoint.Folder);
        Assert.Equal(again.Fingerprint(), frozen.Fingerprint());
        Assert.False(frozen.HasPooler);
    }

    [Fact]
    public void An_unfrozen_encoder_learns_and_the_file_stays_as_it_is()
    {
        using var checkpoint = new RewrittenCheckpoint();
        var before = File.ReadAllBytes(checkpoint.Weights);
        using var unfrozen = Frozen<BertEncoder>.Open(checkpoint.Folder).Unfreeze();
        using var io = SafeTensorsFile.Open(Path.Combine(Repository.Fixture("bert_seq_cls"), "io.safetensors"));
        var optimizer = optim.SGD(unfrozen.Parameters().Select(p => p.Parameter), learningRate: 1e-3);
        var losses = new List<float>();
        for (var step = 0; step < 3; step++)
        {
            var loss = unfrozen.Prompt(prefix: null).Run(Input(io), unfrozen.Encoder, keepHiddenStates: false).Pool().square().mean();
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }
        Assert.True(losses[2] < losses[0], string.Join(", ", losses));
        Assert.Equal(before, File.ReadAllBytes(checkpoint.Weights));
    }

    [Fact]
    public void The_registry_finds_the_encoder_that_a_folder_needs()
    {
        var registry = new EncoderRegistry(typeof(BertEncoder).Assembly);
        Assert.Same(BertEncoder.Description, registry.Find(CheckpointFolder.ReadConfig(Repository.Fixture("bert_seq_cls"))));
    }

    [Theory]
    [InlineData("""{"model_type":"bert"}""", "Bert")]
    [InlineData("""{"model_type":"bert","position_embedding_type":"absolute"}""", "Bert")]
    [InlineData("""{"model_type":"bert","position_embedding_type":"relative_key_query"}""", "BertRelative")]
    [InlineData("""{"model_type":"bert","position_embedding_type":"alibi","feed_forward_type":"geglu"}""", "JinaBert")]
    // What none of them covers, the plain one refuses by the key.
    [InlineData("""{"model_type":"bert","position_embedding_type":"alibi","feed_forward_type":"original"}""", "Bert")]
    [InlineData("""{"model_type":"bert","position_embedding_type":"rope"}""", "Bert")]
    [InlineData("""{"model_type":"deberta"}""", "Deberta")]
    public void The_registry_tells_encoders_for_one_model_type_apart(string config, string architecture) =>
        Assert.Equal(architecture, new EncoderRegistry(typeof(BertEncoder).Assembly).Find(ConfigJson.Parse(config, "config.json"))!.Architecture);

    private static TokenInput Input(SafeTensorsFile io) =>
        new(io.Read("inputs0.input_ids"), io.Read("inputs0.attention_mask"), io.Read("inputs0.token_type_ids"));

    /// <summary>The published name of a parameter, written down here a second time.</summary>
    private static string Published(string parameter) => "bert." + parameter
        .Replace("embeddings.word.", "embeddings.word_embeddings.")
        .Replace("embeddings.position.", "embeddings.position_embeddings.")
        .Replace("embeddings.tokenType.", "embeddings.token_type_embeddings.")
        .Replace("embeddings.norm.", "embeddings.LayerNorm.")
        .Replace("layers.", "encoder.layer.")
        .Replace("attention.output.", "attention.output.dense.")
        .Replace("attention.query.", "attention.self.query.")
        .Replace("attention.key.", "attention.self.key.")
        .Replace("attention.value.", "attention.self.value.")
        .Replace("attentionNorm.", "attention.output.LayerNorm.")
        .Replace("feedForwardNorm.", "output.LayerNorm.")
        .Replace("feedForward.up.", "intermediate.dense.")
        .Replace("feedForward.down.", "output.dense.")
        .Replace("pooler.", "pooler.dense.");

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, Tolerance);
    }
}
