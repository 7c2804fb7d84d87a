using System.Diagnostics;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using Xunit;
using Xunit.Abstractions;

namespace PromptGen.Tests.Checkpoints;

/// <summary>Tests of the memory of the whole process, which others would disturb.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessMemory
{
    public const string Name = "process memory";
}

[Collection(ProcessMemory.Name)]
public class MappedWeightsTests(ITestOutputHelper output)
{
    [SharedFact("models/minilm-l6/model.safetensors")]
    public void A_real_checkpoint_without_root_opens_at_once_and_its_pages_stay_on_the_disk()
    {
        var folder = SharedFolder.At("models/minilm-l6");
        var fileLength = new FileInfo(Path.Combine(folder, "model.safetensors")).Length;
        using (Frozen<BertEncoder>.Open(Repository.Fixture("bert_seq_cls")))
        {
            // Native libraries and compiled code are there from here on.
        }
        var before = Resident();
        var watch = Stopwatch.StartNew();

        using var frozen = Frozen<BertEncoder>.Open(folder);

        watch.Stop();
        var opened = Resident() - before;
        frozen.Fingerprint();
        var touched = Resident() - before;
        output.WriteLine($"{fileLength} bytes: opened in {watch.ElapsedMilliseconds} ms, {opened} bytes resident after, {touched} after reading all");
        Assert.Equal(22_713_216, frozen.ParameterCount); // the sum over its tensors but position_ids
        Assert.True(frozen.HasPooler);
        Assert.Equal([("embeddings.position_ids", "no weight of the backbone by the schema's 'embeddings.position_ids'")], frozen.Report!.Ignored);
        Assert.InRange(opened, long.MinValue, fileLength / 3);
        Assert.InRange(touched, fileLength / 2, long.MaxValue); // otherwise the line before says nothing
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    [SharedFact("models/promptgen-mini/model.safetensors")]
    public void Half_precision_weights_with_a_masked_language_head_open()
    {
        using var frozen = Frozen<BertEncoder>.Open(SharedFolder.At("models/promptgen-mini"));
        Assert.Equal(frozen.Report!.Loaded.Count, frozen.Report.Converted.Count);
        Assert.NotEmpty(frozen.Report.Ignored);
        Assert.All(frozen.Report.Ignored, entry => Assert.StartsWith("cls.predictions.", entry.Name));
        Assert.True(frozen.HasPooler);
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
