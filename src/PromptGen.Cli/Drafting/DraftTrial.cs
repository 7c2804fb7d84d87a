using PromptGen.Checkpoints;
using PromptGen.Cli.Schemas;
using PromptGen.Encoders;

namespace PromptGen.Cli.Drafting;

/// <summary>What came of a drafted schema: its encoder is generated, compiled, and filled with the checkpoint it was drafted from.</summary>
/// <param name="Opens">Whether the checkpoint opens.</param>
/// <param name="Found">What was loaded, or why it does not.</param>
/// <param name="Loaded">The tensors that became weights.</param>
/// <param name="Heads">The tensors of each head that the schema has.</param>
/// <param name="HasPooler">Whether the encoder has a pooler and the checkpoint its weights.</param>
internal sealed record DraftTrial(bool Opens, string Found, IReadOnlyList<string> Loaded, IReadOnlyList<IReadOnlyList<string>> Heads, bool HasPooler)
{
    /// <summary>Tries a schema.</summary>
    /// <param name="schema">The schema's file.</param>
    /// <param name="folder">The checkpoint.</param>
    public static DraftTrial Of(string schema, string folder)
    {
        try
        {
            return new EncoderRegistry(SchemaCompiler.Compile(schema)).Encoders.Single().Accept(new Opening(folder));
        }
        catch (Exception e) when (e is UserException or CheckpointException)
        {
            return new DraftTrial(false, e.Message, [], [], false);
        }
    }

    private sealed class Opening(string folder) : IEncoderVisitor<DraftTrial>
    {
        public DraftTrial Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
            where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
            where TInput : IEncoderInput<TInput>
        {
            using var encoder = Frozen<TEncoder>.Open(folder);
            var found = $"{encoder.ParameterCount:N0} parameters of {encoder.LayerCount} layers, loaded from {encoder.Report!.Loaded.Count} tensors; {encoder.Report.Ignored.Count} ignored, {encoder.Report.Missing.Count} missing";
            return new DraftTrial(true, found, encoder.Report.Loaded, [.. encoder.Heads.Select(form => form.TensorNames().ToList())], encoder.HasPooler);
        }
    }
}
