using System.Text.Json.Nodes;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tests.Build;
using PromptGen.Tests.Checkpoints;
using PromptGen.Tests.Hostile;
using PromptGen.Training;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;
using TemporaryFolder = PromptGen.Tests.Build.TemporaryFolder;

namespace PromptGen.Tests.Training;

/// <summary>A run does not go on from a damaged state, whatever the damage, and says which file to remove; if it goes on, nothing was damaged.</summary>
// Dropout draws from the one generator of the process.
[Collection(nameof(Alone))]
public sealed class DamagedRunTests(ITestOutputHelper output) : IDisposable
{
    private const int RoundsInGate = 200;

    private static readonly string[] Values =
        ["null", "-1", "0", "1", "2", "3", "7", "2147483647", "9223372036854775807", "1e300", "0.5", "\"NaN\"", "\"x\"", "\"-00:00:01\"", "[]", "{}", "[null]", "true"];

    private readonly TemporaryFolder folder = new();
    private readonly Frozen<BertEncoder> bert = BertEncoder.Random(
        new BertConfig { VocabSize = 50, HiddenSize = 16, LayerCount = 2, HeadCount = 2, IntermediateSize = 24, MaxPositions = 32 }, 1);

    private string Path => folder.File("run.safetensors");

    public void Dispose()
    {
        bert.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(null)]
    public void A_damaged_state_is_named_and_left_alone(int? stopAfter)
    {
        var whole = Bytes(Train(null));
        File.Delete(Path);
        Train(stopAfter);
        var sound = File.ReadAllBytes(Path);
        var random = new Random(20261124 + (stopAfter ?? 0));
        var campaign = new Campaign(output, $"states after {stopAfter?.ToString() ?? "all"} steps");
        for (var round = 0; round < Campaign.Rounds(RoundsInGate); round++)
        {
            File.WriteAllBytes(Path, sound);
            var damage = $"{round}: {Damaged(sound, random)}";
            var damaged = File.ReadAllBytes(Path);
            byte[]? led = null;
            campaign.Attack(
                damage,
                () =>
                {
                    using var scope = NewDisposeScope();
                    led = Bytes(Train(stopAfter: null));
                },
                e => e is TrainingException ? e.Message.StartsWith(Path, StringComparison.Ordinal) && e.Message.Contains("emove", StringComparison.Ordinal) : null,
                () => led is null && !damaged.AsSpan().SequenceEqual(File.ReadAllBytes(Path)) ? "was refused and changed"
                    // A change may say the same, such as a number that it was before, or a space.
                    : led is not null && !whole.SequenceEqual(led) ? "was not seen, and led elsewhere"
                    : Directory.GetFileSystemEntries(folder.Path).Length != 1 ? "left something beside the file" : null);
        }
        campaign.Verify(leastClear: 0.5);
    }

    private static byte[] Bytes(PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> model) =>
        [.. model.Trainables.SelectMany(trainable => trainable.Parameters()).SelectMany(p => p.Parameter.detach().bytes.ToArray())];

    private PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> Train(int? stopAfter)
    {
        using var generator = new Generator(7);
        using var source = new CancellationTokenSource();
        var prefix = new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 2 }, generator);
        var model = bert.Prompt(prefix, new SequenceClassificationHead<BertEncoder>(bert, 2, generator: generator));
        Trainer.Fit(
            model, new RandomBatches(perEpoch: 2, rows: 2, tokens: 5, vocabulary: 50, labels: 2), new TrainingOptions { Epochs = 3 },
            () => prefix.Flat().abs().max().item<float>(), new EachStep(done =>
            {
                if (done == stopAfter) source.Cancel();
            }), source.Token, new RunFile(Path, new Dictionary<string, string> { ["data"] = "a" }));
        return model;
    }

    private string Damaged(byte[] sound, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                File.WriteAllBytes(Path, Damage.Of(sound, random));
                return "bytes";
            case 1:
                return Rewritten((tensors, metadata) =>
                {
                    var name = random.GetItems(tensors.Keys.Order(StringComparer.Ordinal).ToArray(), 1)[0];
                    var tensor = tensors[name];
                    var how = random.Next(4);
                    tensors.Remove(name);
                    if (how == 1) tensors.Add(name + "x", tensor);
                    if (how == 2) tensors.Add(name, tensor.unsqueeze(0));
                    if (how == 3) tensors.Add(name, tensor.to(ScalarType.Int32));
                    return $"'{name}', {how}";
                });
            default:
                return Rewritten((tensors, metadata) =>
                {
                    var key = random.GetItems(["state", "state", "state", "identity"], 1)[0];
                    var root = JsonNode.Parse(metadata[key])!.AsObject();
                    var name = random.GetItems(root.Select(member => member.Key).ToArray(), 1)[0];
                    var value = random.GetItems(Values, 1)[0];
                    if (random.Next(6) == 0) root.Remove(name);
                    else root[name] = JsonNode.Parse(value);
                    metadata[key] = root.ToJsonString();
                    return $"{key}: {name} is {value} or gone";
                });
        }
    }

    private string Rewritten(Func<Dictionary<string, Tensor>, Dictionary<string, string>, string> change)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors;
        Dictionary<string, string> metadata;
        using (var file = SafeTensorsFile.Open(Path))
        {
            tensors = file.Tensors.ToDictionary(tensor => tensor.Name, tensor => file.Read(tensor.Name).clone());
            metadata = new(file.Metadata);
        }
        var done = change(tensors, metadata);
        SafeTensorsWriter.Write(Path, tensors.Select(pair => (pair.Key, pair.Value)), metadata);
        return done;
    }
}
