using System.Text;
using Parquet;
using PromptGen.Tasks;

namespace PromptGen.Tests.Tasks.Reading;

/// <summary>Whatever is done to a file, it gives examples or says in one exception what is wrong with it, and soon.</summary>
public sealed class DamagedFileTests
{
    private const int FilesPerFormat = 60;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, byte[]> Whole = new()
    {
        ["x.jsonl"] = Text("{\"text\": \"a \\u00e9\", \"text_pair\": \"b\", \"label\": 1, \"idx\": 3}\n", "{\"text\": \"été\", \"label\": true}\n"),
        ["rte.jsonl"] = Text("{\"premise\": \"a \\u00e9\", \"hypothesis\": \"b\", \"label\": \"entailment\", \"idx\": 0}\n", "{\"premise\": \"é\", \"hypothesis\": \"\", \"idx\": 1}\n"),
        ["boolq.jsonl"] = Text("{\"question\": \"is é\", \"passage\": \"b\", \"label\": true, \"idx\": 0}\n", "{\"question\": \"q\", \"passage\": \"p\", \"label\": false}\n"),
        ["wic.jsonl"] = Text(
            "{\"word\": \"place\", \"sentence1\": \"My place.\", \"sentence2\": \"No place é.\", \"idx\": 0, \"start1\": 3, \"end1\": 8, \"version\": 1.1, \"label\": false}\n"),
        ["words.jsonl"] = Text("{\"tokens\": [\"a\", \"b\"], \"ner_tags\": [0, 1]}\n", "{\"tokens\": [\"é\"], \"ner_tags\": [\"O\"]}\n"),
        ["x.txt"] = Text("positive What a film!\n", "0\tbad é\r\n"),
        ["x.csv"] = Text("text,label,text_pair\n", "\"a, \"\"b\"\"\nc\",yes,d\n", "é,no,\r\n"),
        ["x.tsv"] = Text("text\tlabel\n", "a \"b\tyes\n", "é\tno\n"),
        ["words.conll"] = Text("-DOCSTART- O\n\n", "EU\tB-ORG\n\"\tO\n\n", "é I-PER\n"),
        ["x.parquet"] = ParquetSample.Texts(CompressionMethod.Snappy, ParquetSample.Features, [("a", 1), ("", 0), ("été", -1), ("d", 2), ("e", null)]),
        ["zstd.parquet"] = ParquetSample.Texts(CompressionMethod.Zstd, null, [.. Enumerable.Range(0, 50).Select(i => ((string?)$"text {i % 7}", (long?)(i % 3)))]),
        ["words.parquet"] = ParquetSample.Words(ParquetSample.Features, [(["a", "b"], [1, 2]), (["c"], [0]), (["d", "e"], [0, 0])]),
    };

    public static TheoryData<string> Names => [.. Whole.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_damaged_file_is_read_or_refused(string name)
    {
        Assert.NotNull(await Outcome(Whole[name], name));
        var refused = 0;
        for (var seed = 0; seed < FilesPerFormat; seed++)
        {
            var damaged = Damaged(Whole[name], new Random(seed));
            var outcome = Outcome(damaged, name);
            Assert.True(await Task.WhenAny(outcome, Task.Delay(Limit)) == outcome, $"{name}, seed {seed}: no answer within {Limit}.");
            if (await outcome is null) refused++;
        }
        // A format that took everything would check nothing, but a line of any text is a label and a text.
        Assert.InRange(refused, name == "x.txt" ? 0 : 1, FilesPerFormat);
    }

    /// <returns>How many examples; null: refused by an exception of ours. Any other exception fails the test.</returns>
    private static Task<int?> Outcome(byte[] file, string name) => Task.Run<int?>(() =>
    {
        using var stream = new MemoryStream(file);
        try
        {
            return name.StartsWith("words", StringComparison.Ordinal)
                ? WordExamples.Read(stream, name).Count
                : TextExamples.Read(stream, name, new ReadingOptions { Columns = Columns(name) }).Count;
        }
        catch (DataException e)
        {
            Assert.StartsWith(name, e.Message, StringComparison.Ordinal);
            return null;
        }
    });

    private static TextColumns Columns(string name) => name switch
    {
        "rte.jsonl" => SuperGlue.Rte,
        "boolq.jsonl" => SuperGlue.BoolQ,
        "wic.jsonl" => SuperGlue.Wic(WicTemplate.Question),
        _ => new ReadingOptions().Columns,
    };

    /// <summary>Some bytes changed, cut out, doubled or put in, or the end gone.</summary>
    private static byte[] Damaged(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            var length = random.Next(1, Math.Min(9, bytes.Count - at + 1));
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.Insert(at, (byte)"\"\n,\t\\{\r\0"[random.Next(8)]);
                    break;
                default:
                    for (var i = at; i < at + length; i++) bytes[i] = (byte)random.Next(256);
                    break;
            }
        }
        return [.. bytes];
    }

    private static byte[] Text(params string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines));
}
