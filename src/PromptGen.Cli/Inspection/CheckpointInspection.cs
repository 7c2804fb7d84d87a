using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Encoders.Outlines;
using PromptGen.Cli.Terminal;
using PromptGen.Cli.Training;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Inspection;

/// <summary>Says what a checkpoint folder holds: its encoder, what was loaded, ignored and missing, and what a prefix would cost.</summary>
internal sealed class CheckpointInspection(string folder, Screen console) : IEncoderVisitor<int>
{
    public int Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        using var backbone = Frozen<TEncoder>.Open(folder);
        var report = backbone.Report!;
        var outline = EncoderOutline.Of(description, CheckpointFolder.ReadConfig(folder));
        OutlineTree.Print(outline, ModelFolder.Name(folder), console);
        console.Rows(
        [
            ("encoder", $"{description.Architecture}: {backbone.LayerCount} layers, width {backbone.HiddenSize}, {backbone.KeyValues(0).Heads} heads of {backbone.KeyValues(0).HeadSize}"),
            ("parameters", $"{backbone.ParameterCount:N0} in the backbone"),
            ("SHA-256", backbone.Fingerprint()),
            ("tokenizer", Tokenizer(description, backbone)),
            ("loaded", $"{report.Loaded.Count} tensors"),
            .. report.Ignored.Select(ignored => ("ignored", $"{ignored.Name}: {ignored.Reason}")),
            .. report.Converted.Take(1).Select(converted => ("converted", $"{report.Converted.Count} tensors to float32, such as {converted.Name} ({converted.Type})")),
            .. report.Missing.Select(missing => ("missing", $"{missing.Module}: {missing.Meaning}")),
        ]);
        foreach (var length in new[] { 8, 20, 128 })
        {
            var trained = outline.PrefixParameters(length);
            var longest = backbone.LongestInput(length);
            if (longest is < 1) continue;
            console.WriteLine($"prefix {length,-4} {trained,12:N0} parameters ({OutlineTree.Share(trained, backbone.ParameterCount)})"
                + (longest is null ? "" : $", texts up to {longest} tokens"));
        }
        return ExitCode.Success;
    }

    /// <summary>How many tokens the folder's tokenizer has, and what is wrong with it, if something is.</summary>
    private string Tokenizer<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description, Frozen<TEncoder> backbone)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        try
        {
            var tokenizer = TextTokenizer.Open(folder, description.Tokenizers);
            var coverage = EmbeddingCoverage.Of(tokenizer, backbone);
            return $"{tokenizer.VocabularySize:N0} tokens, {coverage.Rows:N0} rows in the embedding table" + (coverage.Note is { } note ? $"; {note}" : "");
        }
        catch (CheckpointException e)
        {
            return e.Message;
        }
    }
}
