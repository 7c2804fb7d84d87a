using System.Buffers.Binary;
using System.Text;
using PromptGen.Reports;
using PromptGen.Tests.Build;
using PromptGen.Training;

namespace PromptGen.Tests.Reports;

/// <summary>Event files as TensorBoard reads them: records of a length, its checksum, the data, their checksum.</summary>
public sealed class TensorBoardProgressTests
{
    [Fact]
    public void Every_step_and_epoch_is_in_the_event_file()
    {
        using var folder = new TemporaryFolder();
        var progress = new TensorBoardProgress(folder.File("seed 11"), "accuracy");
        progress.Report(new TrainingProgress(1, 1, 1, 2, 0.5, 0.01, EpochEnds: false, null, TimeSpan.Zero));
        progress.Report(new TrainingProgress(1, 1, 2, 2, 0.25, 0.005, EpochEnds: false, null, TimeSpan.Zero));
        progress.Report(new TrainingProgress(1, 1, 2, 2, 0.25, 0.005, EpochEnds: true, 0.75, TimeSpan.Zero));

        var file = Assert.Single(Directory.GetFiles(folder.File("seed 11")));
        Assert.StartsWith("events.out.tfevents.", Path.GetFileName(file), StringComparison.Ordinal);
        var records = Records(File.ReadAllBytes(file)).ToList();
        Assert.Contains("brain.Event:2", Encoding.Latin1.GetString(records[0]), StringComparison.Ordinal);
        Assert.Equal(["train/loss", "train/learning_rate", "train/loss", "train/learning_rate", "train/epoch_loss", "dev/accuracy"],
            records.Skip(1).Select(record => Tags.Single(tag => Encoding.Latin1.GetString(record).Contains(tag, StringComparison.Ordinal))));
        Assert.True(records[^1].AsSpan().IndexOf(BitConverter.GetBytes(0.75f)) > 0, "The dev score is not in the last record.");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        var e = Assert.Throws<ReportException>(() => new TensorBoardProgress(Path.Combine(folder.File("file"), "below"), "accuracy"));
        Assert.StartsWith(folder.File("file"), e.Message, StringComparison.Ordinal);
    }

    private static readonly string[] Tags = ["train/loss", "train/learning_rate", "train/epoch_loss", "dev/accuracy"];

    private static IEnumerable<byte[]> Records(byte[] file)
    {
        for (var at = 0; at < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            Assert.Equal(MaskedCrc32C(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            var data = file.AsSpan(at + 12, length).ToArray();
            Assert.Equal(MaskedCrc32C(data), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            yield return data;
            at += 16 + length;
        }
    }

    /// <summary>TFRecord's checksum: CRC-32C (Castagnoli, reflected polynomial 0x82F63B78), rotated right by 15 bits, plus 0xA282EAD8.</summary>
    private static uint MaskedCrc32C(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0x82F63B78;
        }
        crc = ~crc;
        return unchecked((crc >> 15 | crc << 17) + 0xA282EAD8);
    }
}
