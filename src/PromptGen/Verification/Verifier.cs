using PromptGen.Checkpoints;
using PromptGen.Encoders;

namespace PromptGen.Verification;

/// <summary>Holds encoders against recorded reference cases.</summary>
/// <param name="registry">The encoders; <c>config.json</c> says which one a case asks for.</param>
public sealed class Verifier(EncoderRegistry registry)
{
    /// <summary>Runs every case under a folder.</summary>
    /// <param name="folder">One case, or a folder of cases.</param>
    /// <exception cref="CheckpointException">A case's own files are damaged.</exception>
    public IEnumerable<VariantReport> Run(string folder) => ReferenceCase.Under(folder).SelectMany(RunCase);

    private IEnumerable<VariantReport> RunCase(string folder)
    {
        using var reference = ReferenceCase.Open(folder);
        var config = CheckpointFolder.ReadConfig(folder);
        var encoder = registry.Find(config.ModelType);
        foreach (var variant in reference.Variants)
        {
            string? reason = encoder is null ? $"there is no encoder for the model type '{config.ModelType}'"
                : reference.Task is null ? $"there is no head for the task '{reference.TaskName}'" : null;
            yield return reason is not null ? NotRun(variant, reason) : Run(encoder!, variant);
        }
    }

    private static VariantReport Run(EncoderDescription encoder, ReferenceVariant variant)
    {
        try
        {
            return encoder.Accept(new VariantVerification(variant));
        }
        catch (NotSupportedException e)
        {
            return NotRun(variant, e.Message);
        }
    }

    private static VariantReport NotRun(ReferenceVariant variant, string reason) => new(variant.Case.Name, variant.Name, [], [reason]);
}
