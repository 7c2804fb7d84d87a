using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using Xunit;

namespace PromptGen.Tests.Checkpoints;

public class WeightFormatTests
{
    [Theory]
    [MemberData(nameof(WeightFormats.All), MemberType = typeof(WeightFormats))]
    public void Every_format_gives_the_same_encoder_head_and_report(WeightFormat format)
    {
        using var folder = new TemporaryFolder();
        WeightFormats.Write(folder, format);
        using var expected = Frozen<BertEncoder>.Open(Repository.Fixture("bert_seq_cls"));
        using var frozen = Frozen<BertEncoder>.Open(folder.Path);
        Assert.Equal(expected.Fingerprint(), frozen.Fingerprint());
        Assert.Equal(expected.Report!.Loaded, frozen.Report!.Loaded);
        Assert.Equal(expected.Report.Ignored.Order(), frozen.Report.Ignored.Order());
        Assert.Empty(frozen.Report.Converted);

        var form = frozen.Heads.First(form => form is { Task: HeadTask.SequenceClassification, Dense: null });
        var head = CheckpointFolder.ReadHead(folder.Path, form)!;
        foreach (var (name, tensor) in CheckpointFolder.ReadHead(Repository.Fixture("bert_seq_cls"), form)!)
            Assert.Equal(tensor.bytes.ToArray(), head[name].bytes.ToArray());
    }

    [Fact]
    public void Of_several_formats_the_first_in_the_usual_order_is_read()
    {
        using var folder = new TemporaryFolder();
        string[] order = ["pytorch_model.bin.index.json", "pytorch_model.bin", "model.safetensors.index.json", "model.safetensors"];
        foreach (var name in order)
        {
            File.WriteAllText(folder.At(name), "");
            Assert.StartsWith($"{folder.At(name)}", Assert.Throws<CheckpointException>(() => CheckpointFolder.OpenWeights(folder.Path)).Message);
        }
    }
}
