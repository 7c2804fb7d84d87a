using System.Diagnostics;
using Parquet;
using PromptGen.Tasks;

namespace PromptGen.Tests.Tasks.Reading;

/// <summary>Parquet files with some bytes changed, or cut off, are read or are one error that names the file.</summary>
public sealed class DamagedParquetTests
{
    private const int Mutations = 600;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Damage_is_one_error_that_names_the_file(int seed, bool words)
    {
        var random = new Random(seed);
        var whole = words
            ? ParquetSample.Words(ParquetSample.Features, [.. Enumerable.Range(0, 40).Select(i => ((string?[]?)[$"a{i}", "b"], (long?[]?)[i % 3, 1]))])
            : ParquetSample.Texts(CompressionMethod.Snappy, ParquetSample.Features, [.. Enumerable.Range(0, 40).Select(i => ($"text {i}", (long?)(i % 3)))]);
        var (clock, refused, tried) = (Stopwatch.StartNew(), 0, 0);
        for (; tried < Mutations && clock.Elapsed < Longest; tried++)
        {
            var bytes = Mutated(whole, random);
            using var stream = new MemoryStream(bytes);
            try
            {
                _ = words ? WordExamples.Read(stream, "x.parquet").Count : TextExamples.Read(stream, "x.parquet").Count;
            }
            catch (DataException e)
            {
                refused++;
                Assert.StartsWith("x.parquet", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("Object reference", e.Message, StringComparison.Ordinal);
            }
        }
        Assert.True(tried >= 60, $"{tried} in {clock.Elapsed}");
        Assert.InRange(refused, tried / 10, tried);
    }

    private static byte[] Mutated(byte[] whole, Random random)
    {
        if (random.Next(10) == 0) return whole[..random.Next(whole.Length)];
        var bytes = whole.ToArray();
        // The footer, which most of the reading depends on, gets half of the damage.
        var footer = BitConverter.ToInt32(whole, whole.Length - 8) + 8;
        for (var count = 1 + random.Next(4); count > 0; count--)
            bytes[random.Next(2) == 0 ? bytes.Length - 1 - random.Next(footer) : random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }
}
