using PromptGen.Checkpoints;
using PromptGen.Cli.Schemas;
using PromptGen.Encoders;

namespace PromptGen.Cli.Drafting;

/// <summary>Tries a drafted schema: its encoder is generated, compiled, and filled with the checkpoint it was drafted from.</summary>
internal sealed class DraftTrial(string folder) : IEncoderVisitor<string>
{
    /// <summary>Tries it.</summary>
    /// <param name="schema">The schema's file.</param>
    /// <param name="folder">The checkpoint.</param>
    /// <returns>What was found, and whether the checkpoint opens.</returns>
    public static (bool Opens, string Found) Of(string schema, string folder)
    {
        try
        {
            return (true, new EncoderRegistry(SchemaCompiler.Compile(schema)).Encoders.Single().Accept(new DraftTrial(folder)));
        }
        catch (Exception e) when (e is UserException or CheckpointException)
        {
            return (false, e.Message);
        }
    }

    public string Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        using var encoder = Frozen<TEncoder>.Open(folder);
        return $"{encoder.ParameterCount:N0} parameters of {encoder.LayerCount} layers, loaded from {encoder.Report!.Loaded.Count} tensors; {encoder.Report.Ignored.Count} ignored, {encoder.Report.Missing.Count} missing";
    }
}
