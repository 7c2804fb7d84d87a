using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

/// <summary>Encoders that compute in the half precision in which their weights are stored, under prefixes and heads of float32.</summary>
public class HalfPrecisionTests
{
    [Theory]
    [InlineData(ScalarType.BFloat16, 0.1)]
    [InlineData(ScalarType.Float16, 0.02)]
    public void Bert_computes_nearly_what_it_computes_in_float32(ScalarType type, double tolerance) =>
        AssertNear<BertEncoder, TokenInput>("bert_seq_cls", type, tolerance);

    [Theory]
    [InlineData(ScalarType.BFloat16, 0.1)]
    [InlineData(ScalarType.Float16, 0.02)]
    public void Roberta_does_too(ScalarType type, double tolerance) => AssertNear<RobertaEncoder, TokenInput>("roberta_seq_cls", type, tolerance);

    [SharedFact("golden/deberta_seq_cls")]
    public void Deberta_does_too() => AssertNear<DebertaEncoder, TokenInput>(SharedFolder.At("golden", "deberta_seq_cls"), ScalarType.BFloat16, 0.1);

    [SharedFact("golden/deberta_v2_seq_cls")]
    public void Deberta_v2_does_too() => AssertNear<DebertaV2Encoder, TokenInput>(SharedFolder.At("golden", "deberta_v2_seq_cls"), ScalarType.BFloat16, 0.1);

    [SharedFact("golden/glm_seq_cls")]
    public void Glm_does_too() => AssertNear<GlmEncoder, GlmInput>(SharedFolder.At("golden", "glm_seq_cls"), ScalarType.BFloat16, 0.1);

    [Fact]
    public void Weights_that_are_kept_stay_mapped_and_are_not_reported_as_converted()
    {
        using var checkpoint = Stored(ScalarType.BFloat16);
        using var file = SafeTensorsFile.Open(checkpoint.Weights);
        using var kept = BertEncoder.Open(checkpoint.Folder, WeightPrecision.AsStored);
        Assert.Equal(ScalarType.BFloat16, kept.Type);
        Assert.Empty(kept.Report!.Converted);
        Assert.All(kept.Encoder.parameters(), parameter => Assert.Equal(ScalarType.BFloat16, parameter.dtype));
        Assert.Equal(file.Read("bert.pooler.dense.weight").bytes.ToArray(), kept.Encoder.get_parameter("pooler.weight")!.bytes.ToArray());

        using var widened = BertEncoder.Open(checkpoint.Folder);
        Assert.Equal(ScalarType.Float32, widened.Type);
        Assert.Equal(widened.Report!.Loaded.Count, widened.Report.Converted.Count);
    }

    [Fact]
    public void Weights_of_several_types_cannot_be_kept()
    {
        using var checkpoint = new RewrittenCheckpoint(tensors =>
            tensors["bert.encoder.layer.0.output.dense.bias"] = tensors["bert.encoder.layer.0.output.dense.bias"].to(ScalarType.Float16));
        using (BertEncoder.Open(checkpoint.Folder))
        {
            // In float32 they are one.
        }
        Assert.Equal(
            $"{checkpoint.Weights}: is not the Bert that {checkpoint.Config} describes: 'bert.embeddings.word_embeddings.weight' is F32 [101, 32] and "
            + "'bert.encoder.layer.0.output.dense.bias' is F16 [32], so they can be kept in float32 only, not as stored.",
            Assert.Throws<CheckpointException>(() => BertEncoder.Open(checkpoint.Folder, WeightPrecision.AsStored)).Message);
    }

    [Theory]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16)]
    public void Padding_is_not_seen_and_a_row_of_padding_is_finite(ScalarType type)
    {
        using var checkpoint = Stored(type);
        using var bert = BertEncoder.Open(checkpoint.Folder, WeightPrecision.AsStored);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var prefix = new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 3 });
        var mask = tensor(new long[] { 1, 1, 1, 0, 0, 0, 0, 0 }, [2, 4]);
        Tensor Hidden(Prefix<BertEncoder>? prefix, params long[] ids) => bert.Prompt(prefix).Encode(new TokenInput(tensor(ids, [2, 4]), mask)).LastHidden;
        foreach (var one in new[] { prefix, null })
        {
            var hidden = Hidden(one, 5, 6, 7, 8, 9, 10, 11, 12);
            Assert.Equal(type, hidden.dtype);
            Assert.True(hidden.isfinite().all().item<bool>());
            Assert.True(hidden[0].narrow(0, 0, 3).eq(Hidden(one, 5, 6, 7, 80, 9, 10, 11, 12)[0].narrow(0, 0, 3)).all().item<bool>());
        }
    }

    [Fact]
    public void A_prefix_and_every_kind_of_head_learn_over_bfloat16_and_stay_float32()
    {
        using var checkpoint = Stored(ScalarType.BFloat16);
        using var bert = BertEncoder.Open(checkpoint.Folder, WeightPrecision.AsStored);
        var dense = bert.Heads.First(form => form is { Task: HeadTask.SequenceClassification, Dense: not null });
        AssertLearns(bert, new SequenceClassificationHead<BertEncoder>(bert, 2), [0, 1]);
        AssertLearns(bert, new SequenceClassificationHead<BertEncoder>(bert, 2, dense), [0, 1]);
        AssertLearns(bert, new TokenClassificationHead<BertEncoder>(bert, 2), [0, 1, 1, 0, 1, 0, 0, 1], [2, 4]);
        AssertLearns(bert, new QuestionAnsweringHead<BertEncoder>(bert), [0, 3, 1, 2], [2, 2]);
        AssertLearns(bert, new MultipleChoiceHead<BertEncoder>(bert, 2), [1]);
        AssertLearns(bert, new LanguageModelHead<BertEncoder>(bert, TiedWords.OfEncoder<BertEncoder>(), trained: true), [5, 6, 7, 8, 9, 10, 11, 12], [2, 4]);
    }

    [Fact]
    public void An_unfrozen_encoder_is_float32()
    {
        using var checkpoint = Stored(ScalarType.BFloat16);
        using var expected = BertEncoder.Open(checkpoint.Folder);
        using var unfrozen = BertEncoder.Open(checkpoint.Folder, WeightPrecision.AsStored).Unfreeze();
        Assert.Equal(expected.Fingerprint(), unfrozen.Fingerprint());
        Assert.All(unfrozen.Parameters(), entry => Assert.True(entry.Parameter.requires_grad));
    }

    private static void AssertLearns<THead>(Frozen<BertEncoder> bert, THead head, long[] labels, long[]? shape = null) where THead : Head<BertEncoder>
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        var before = bert.Fingerprint();
        var prefix = new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 4 }, generator);
        var model = bert.Prompt(prefix, head);
        model.Eval();
        var input = new TokenInput(tensor(new long[] { 5, 6, 7, 8, 9, 10, 11, 12 }, [2, 4]), ones(2, 4, ScalarType.Int64));
        var target = tensor(labels, shape ?? [labels.Length]);
        using var optimizer = new AdamW(new AdamWOptions(), model.Trainables);
        double first = 0, last = 0;
        for (var step = 0; step < 12; step++)
        {
            var loss = head.Loss(model.Logits(input), target, input.Mask);
            Assert.Equal(ScalarType.Float32, loss.dtype);
            last = loss.item<float>();
            if (step == 0) first = last;
            optimizer.ZeroGradients();
            loss.backward();
            Assert.True(prefix.Parameters().Single().Parameter.grad!.abs().sum().item<float>() > 0);
            optimizer.Step(1e-2);
        }
        Assert.True(last < first, $"{typeof(THead).Name}: {first} to {last}");
        Assert.All(model.Trainables.SelectMany(trainable => trainable.Parameters()), entry => Assert.Equal(ScalarType.Float32, entry.Parameter.dtype));
        Assert.Equal(before, bert.Fingerprint());
    }

    private static void AssertNear<TEncoder, TInput>(string fixture, ScalarType type, double tolerance)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        using var checkpoint = Stored(type, fixture);
        using var half = Frozen<TEncoder>.Open(checkpoint.Folder, WeightPrecision.AsStored);
        using var single = Frozen<TEncoder>.Open(checkpoint.Folder);
        using var io = SafeTensorsFile.Open(Path.Combine(Repository.Fixture(fixture), "io.safetensors"));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = new Generator(3);
        var input = TInput.FromTensors(name => io.Find($"inputs0.{name}") is null ? null : io.Read($"inputs0.{name}"));
        var prefix = new Prefix<TEncoder>(single, new PrefixOptions { Length = 3 }, generator);
        foreach (var one in new[] { prefix, null })
        {
            Tensor expected = single.Prompt(one).Encode(input).LastHidden, actual = half.Prompt(one).Encode(input).LastHidden;
            Assert.Equal(type, actual.dtype);
            var difference = (expected - actual.to(ScalarType.Float32)).abs();
            Assert.InRange(difference.max().item<float>(), 0, tolerance);
            Assert.InRange(difference.mean().item<float>(), 0, tolerance / 5);
        }
    }

    private static RewrittenCheckpoint Stored(ScalarType type, string fixture = "bert_seq_cls") => new(
        tensors =>
        {
            foreach (var name in tensors.Keys.ToList())
                if (tensors[name].is_floating_point()) tensors[name] = tensors[name].to(type);
        },
        fixture: fixture);
}
