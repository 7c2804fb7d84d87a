using System.Text;
using System.Text.Json.Nodes;
using PromptGen.Checkpoints;
using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Tokenization;

/// <summary>Tokenizer files damaged at random: each is an error that names the file, or a tokenizer that works.</summary>
public sealed class DamagedTokenizerTests
{
    private const int Damages = 30;

    public static TheoryData<string> Names => [.. SmallTokenizers.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Damaged_files_are_errors_or_work(string name)
    {
        var random = new Random(name.Sum(letter => letter) + 11);
        var (refused, worked) = (0, 0);
        for (var i = 0; i < Damages; i++)
        {
            using var folder = new TokenizerFolder();
            var kind = SmallTokenizers.Write(name, folder);
            var files = Directory.GetFiles(folder.Path).Where(file => Path.GetFileName(file) is not ("golden.json" or "SOURCE.txt" or "config.json")).Order(StringComparer.Ordinal).ToArray();
            var file = files[random.Next(files.Length)];
            var how = Damage(file, random);
            var place = $"{name} {i}: {Path.GetFileName(file)} {how}";
            var run = Task.Run(() =>
            {
                try
                {
                    Try(TextTokenizer.Open(folder.Path, kind));
                    worked++;
                }
                catch (CheckpointException e)
                {
                    Assert.StartsWith(folder.Path, e.Message, StringComparison.Ordinal);
                    Assert.Matches("[eE]xpected|is not JSON|needs", e.Message);
                    refused++;
                }
            });
            var failure = await Record.ExceptionAsync(() => run.WaitAsync(TimeSpan.FromMinutes(2)));
            Assert.True(failure is null, $"{place}: {failure}");
        }
        Assert.Equal(Damages, refused + worked);
        Assert.True(refused > 0, "none was refused");
    }

    private static void Try(TextTokenizer tokenizer)
    {
        foreach (var text in HardTexts.AndRandom(20, seed: 9))
        {
            var encoded = tokenizer.Encode(text, "hello", 1000);
            Assert.All(encoded.Ids, id => Assert.InRange(id, 0, tokenizer.VocabularySize - 1));
            Assert.All(encoded.Spans.Where(span => span.Part == TextPart.First), span => Assert.True(span.Start >= 0 && span.Length >= 0 && span.End <= text.Length));
        }
        Assert.Matches("^[0-9a-f]{64}$", tokenizer.Fingerprint);
    }

    private static string Damage(string file, Random random)
    {
        var bytes = File.ReadAllBytes(file);
        switch (random.Next(6))
        {
            case 0:
                var flips = random.Next(1, 9);
                for (var i = 0; i < flips; i++) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(file, bytes);
                return $"{flips} bits flipped";
            case 1:
                var kept = random.Next(bytes.Length);
                File.WriteAllBytes(file, bytes[..kept]);
                return $"cut to {kept} bytes";
            case 2:
                var from = random.Next(bytes.Length);
                var count = Math.Min(bytes.Length - from, random.Next(1, 2000));
                File.WriteAllBytes(file, [.. bytes[..from], .. bytes[(from + count)..]]);
                return $"{count} bytes gone at {from}";
            case 3:
                var noise = new byte[random.Next(1, 40)];
                random.NextBytes(noise);
                var at = random.Next(bytes.Length);
                File.WriteAllBytes(file, [.. bytes[..at], .. noise, .. bytes[at..]]);
                return $"{noise.Length} bytes of noise at {at}";
            case 4 when file.EndsWith(".txt", StringComparison.Ordinal):
                var lines = Encoding.UTF8.GetString(bytes).Split('\n').ToList();
                var line = random.Next(lines.Count);
                if (random.Next(2) == 0) lines.RemoveAt(line);
                else lines.Insert(random.Next(lines.Count), lines[line]);
                File.WriteAllText(file, string.Join('\n', lines));
                return $"line {line} gone or doubled";
            case 4 or 5 when file.EndsWith(".json", StringComparison.Ordinal):
                var root = JsonNode.Parse(bytes)!;
                var path = Retype(root, random);
                File.WriteAllText(file, root.ToJsonString());
                return $"{path} retyped";
            default:
                var block = Math.Min(bytes.Length, 64);
                bytes.AsSpan(random.Next(bytes.Length - block + 1), block).Fill((byte)random.Next(256));
                File.WriteAllBytes(file, bytes);
                return "64 bytes alike";
        }
    }

    private static string Retype(JsonNode root, Random random)
    {
        var nodes = Values(root).ToList();
        var node = nodes[random.Next(nodes.Count)];
        JsonNode?[] others = [null, JsonValue.Create(-1), JsonValue.Create(1e30), JsonValue.Create("x"), JsonValue.Create(true), new JsonArray(1, "a"), new JsonObject { ["content"] = 1 }];
        var path = node.GetPath();
        node.ReplaceWith(others[random.Next(others.Length)]);
        return path;
    }

    private static IEnumerable<JsonNode> Values(JsonNode node)
    {
        var children = node switch
        {
            JsonObject inner => inner.Select(entry => entry.Value),
            JsonArray inner => inner,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>())
        {
            yield return child;
            foreach (var below in Values(child)) yield return below;
        }
    }
}
