using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tests.Adapters;
using PromptGen.Tests.Build;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace PromptGen.Tests.Hostile;

/// <summary>Adapters written into folders with whatever users and killed processes leave there: they go in or are refused, and nothing of others changes.</summary>
public sealed class OutputFolderTests(ITestOutputHelper output) : IDisposable
{
    private const int RoundsInGate = 120;

    private static readonly string[] Foreign =
    [
        "notes.txt", "model.safetensors", "config.json", "data/train.jsonl", ".git/HEAD", "adapter_model.bin", "tokenizer.json", "promptgen.json.bak", "run.json.old", ".promptgen",
        ".promptgen-save.tmp", "checkpoint-100/adapter_model.safetensors", "vocab.txt",
    ];

    private readonly TemporaryFolder folder = new();
    private readonly Frozen<BertEncoder> bert = PeftFixture.Bert("bert_seq_cls");

    private string Target => folder.File("adapter");

    public void Dispose()
    {
        bert.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_lies_in_a_folder_is_replaced_if_it_is_ours_and_kept_if_not()
    {
        var campaign = new Campaign(output, "output folders");
        for (var seed = 0; seed < Campaign.Rounds(RoundsInGate); seed++)
        {
            var random = new Random(seed);
            var what = Fill(random);
            var before = Others();
            var written = false;
            campaign.Attack(
                $"seed {seed}: {what}",
                () =>
                {
                    Write("new");
                    written = true;
                },
                e => e is AdapterException ? e.Message.StartsWith(Target, StringComparison.Ordinal) && e.Message.Contains("choose another folder", StringComparison.Ordinal) : null,
                () => !Others().SequenceEqual(before) ? "something of others changed"
                    : written && Read() != "new" ? $"holds '{Read()}'"
                    : written && Directory.GetFileSystemEntries(Target).Any(entry => Path.GetFileName(entry).StartsWith(".promptgen-saved", StringComparison.Ordinal)) ? "left its own files" : null);
            Directory.Delete(Target, recursive: true);
        }
        campaign.Verify(leastClear: 0.3, leastWorking: 0.2);
    }

    private string Fill(Random random)
    {
        var done = new List<string>();
        Directory.CreateDirectory(Target);
        if (random.Next(3) > 0)
        {
            Write("old");
            done.Add("an adapter");
            var own = new[] { "promptgen.json", "adapter_model.safetensors", "adapter_config.json" };
            switch (random.Next(6))
            {
                case 0:
                    var gone = own[random.Next(own.Length)];
                    File.Delete(Path.Combine(Target, gone));
                    done.Add($"without {gone}");
                    break;
                case 1:
                    var damaged = Path.Combine(Target, own[random.Next(own.Length)]);
                    File.WriteAllBytes(damaged, Checkpoints.Damage.Of(File.ReadAllBytes(damaged), random));
                    done.Add($"with damage to {Path.GetFileName(damaged)}");
                    break;
                case 2:
                    var saved = Directory.CreateDirectory(Path.Combine(Target, ".promptgen-saved")).FullName;
                    foreach (var name in own.Take(random.Next(own.Length + 1))) File.Move(Path.Combine(Target, name), Path.Combine(saved, name));
                    done.Add("saved, and not all moved up");
                    break;
            }
        }
        if (random.Next(4) == 0)
        {
            var left = Directory.CreateDirectory(Path.Combine(Target, $".promptgen-save.{Guid.NewGuid():N}.tmp")).FullName;
            File.WriteAllText(Path.Combine(left, "adapter_model.safetensors"), "half");
            File.WriteAllText(Path.Combine(Target, ".promptgen.lock"), "process 1 on nowhere\n");
            done.Add("what a killed process left");
        }
        foreach (var name in random.GetItems(Foreign, random.Next(3) == 0 ? random.Next(1, 4) : 0))
        {
            var path = Path.Combine(Target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"a user's {random.Next()}");
            done.Add(name);
        }
        if (random.Next(8) == 0 && !OperatingSystem.IsWindows())
        {
            var outside = folder.File("outside.txt");
            File.WriteAllText(outside, "a user's");
            File.CreateSymbolicLink(Path.Combine(Target, "link"), outside);
            done.Add("a link");
        }
        return done.Count == 0 ? "nothing" : string.Join(", ", done);
    }

    private void Write(string label)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var model = bert.Prompt(OwnAdapter.Prefix(bert), new SequenceClassificationHead<BertEncoder>(bert, 2, generator: generator)).Evaluated();
        AdapterFolder.Write(Target, model, OwnAdapter.Card(bert, model.Prefix, model.Head.Form, label, "other"), "base");
    }

    private string Read()
    {
        using var adapter = AdapterFolder.Read(Target);
        return adapter.Card.Labels[0];
    }

    /// <summary>All that users put there, with its content.</summary>
    private List<string> Others() =>
    [
        .. Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(entry => File.Exists(entry) && (Foreign.Contains(Path.GetRelativePath(Target, entry)) || Path.GetFileName(entry) is "link" or "outside.txt"))
            .Select(entry => $"{entry} {new FileInfo(entry).LinkTarget}: {File.ReadAllText(entry)}"),
    ];
}
