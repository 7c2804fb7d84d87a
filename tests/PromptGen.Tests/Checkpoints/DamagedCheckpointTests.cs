using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Tests.Hostile;
using TorchSharp;
using Xunit;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

/// <summary>Seeded damage to checkpoints of every format: each opens whole or is one <see cref="CheckpointException"/>, at once and silently.</summary>
public class DamagedCheckpointTests(ITestOutputHelper output)
{
    private const int CasesOfFormat = 120;

    /// <summary>Bytes of weights carry no sum that could betray them, so damage that meets them alone is not seen; the rest must be.</summary>
    [Theory]
    [MemberData(nameof(WeightFormats.All), MemberType = typeof(WeightFormats))]
    public void A_damaged_checkpoint_opens_or_is_one_error_that_names_a_file(WeightFormat format)
    {
        using var folder = new TemporaryFolder();
        WeightFormats.Write(folder, format);
        var campaign = new Campaign(output, $"{format}");
        for (var seed = 0; seed < Campaign.Rounds(CasesOfFormat); seed++)
        {
            var random = new Random(seed);
            var files = Directory.GetFiles(folder.Path).Where(file => Path.GetFileName(file) != "config.json").Order(StringComparer.Ordinal).ToList();
            var victim = files[random.Next(files.Count)];
            var sound = File.ReadAllBytes(victim);
            File.WriteAllBytes(victim, Damage.Of(sound, random));
            campaign.Attack($"seed {seed}, {Path.GetFileName(victim)}", () =>
            {
                using var scope = NewDisposeScope();
                using var frozen = Frozen<BertEncoder>.Open(folder.Path);
                frozen.Fingerprint();
            }, e => Names(e, folder.Path));
            File.WriteAllBytes(victim, sound);
        }
        using (Frozen<BertEncoder>.Open(folder.Path))
        {
            // What was put back is sound again.
        }
        campaign.Verify(leastClear: 0.33);
    }

    /// <summary>Changes of a pickle itself, where the tensors are described, in the form of real files.</summary>
    [Theory]
    [InlineData(TorchFormat.Archive)]
    [InlineData(TorchFormat.ArchiveOfProtocol4)]
    [InlineData(TorchFormat.Legacy)]
    public void A_mutated_pickle_is_read_or_refused(TorchFormat format)
    {
        using var folder = new TemporaryFolder();
        TorchFile.Save(folder.At("sound.bin"), [("a.weight", ones(2, 3)), ("b", arange(5)), ("c", ones(2, ScalarType.Float16))], format, "module");
        var sound = File.ReadAllBytes(folder.At("sound.bin"));
        // The pickle stands first in both formats.
        Attack(folder, 2000, random => Damage.Of(sound, random, 0, format == TorchFormat.Legacy ? sound.Length - 100 : 1000));
    }

    [Fact]
    public void Noise_and_instructions_in_any_order_are_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        var instructions = "(.0123FIJKLMNPQRSTUVXabcdehgijlopqrstu}])G\u0080\u0081\u0082\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u0090\u0091\u0093\u0094\u0095";
        Attack(folder, 2000, random =>
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            if (random.Next(4) == 0) return noise;
            for (var i = 0; i < noise.Length; i++)
                if (random.Next(3) > 0) noise[i] = (byte)instructions[random.Next(instructions.Length)];
            byte[] pickle = [0x80, 2, .. noise, (byte)'.'];
            return random.Next(2) == 0 ? new TorchFile().Archive(pickle) : [.. PickleWriter.Of(Convert.FromHexString("6cfc9c46f9206aa85019")), .. pickle];
        });
    }

    [SharedFact("models/rxnmapper-albert-mlm/pytorch_model.bin")]
    public void A_mutated_real_file_is_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        var sound = File.ReadAllBytes(SharedFolder.At("models", "rxnmapper-albert-mlm", "pytorch_model.bin"));
        Attack(folder, 150, random => Damage.Of(sound, random, 0, 7276));
    }

    private void Attack(TemporaryFolder folder, int inGate, Func<Random, byte[]> damaged)
    {
        var campaign = new Campaign(output, "pickles");
        var path = folder.At("pytorch_model.bin");
        for (var seed = 0; seed < Campaign.Rounds(inGate); seed++)
        {
            File.WriteAllBytes(path, damaged(new Random(seed)));
            campaign.Attack($"seed {seed}", () =>
            {
                using var scope = NewDisposeScope();
                using var file = PickleFile.Open(path);
                foreach (var tensor in file.Tensors.Where(tensor => ElementType.Scalar(tensor.Type) is not null))
                    Assert.Equal(tensor.Shape, file.Read(tensor.Name).shape);
            }, e => Names(e, path));
        }
        campaign.Verify(leastClear: 0.33);
    }

    private static bool? Names(Exception e, string place) => e is CheckpointException ? e.Message.Contains(place, StringComparison.Ordinal) : null;
}
