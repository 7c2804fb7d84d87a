using System.Runtime.InteropServices;
using PromptGen.Checkpoints;
using PromptGen.Encoders;

namespace PromptGen.Verification;

/// <summary>Holds encoders against recorded reference cases.</summary>
/// <param name="registry">The encoders; <c>config.json</c> says which one a case asks for.</param>
public sealed class Verifier(EncoderRegistry registry)
{
    /// <summary>Runs every case under a folder. What cannot be run, for whatever reason, is a report that says so.</summary>
    /// <param name="folder">One case, or a folder of cases.</param>
    /// <returns>The variants of each case, as they are done.</returns>
    public IEnumerable<VariantReport> Run(string folder) => ReferenceCase.Under(folder).SelectMany(RunCase);

    private IReadOnlyList<VariantReport> RunCase(string folder)
    {
        try
        {
            using var reference = ReferenceCase.Open(folder);
            var config = CheckpointFolder.ReadConfig(folder);
            var encoder = registry.Find(config);
            var reports = reference.Variants.Select(variant => encoder is null
                ? NotRun(reference, variant.Name, $"there is no encoder for the model type '{config.ModelType}'")
                : RunVariant(encoder, variant)).ToList();
            foreach (var tensors in reference.Undescribed)
                reports.Add(NotRun(reference, tensors.Key, $"'{tensors.First()}' was recorded, and meta.json describes no such variant, that is, no object with a 'class'"));
            return reports.Count > 0 ? [.. reports.Select(report => report with { ModelType = config.ModelType })] : [NotRun(reference, "", "meta.json describes no variant, that is, no object with a 'class'")];
        }
        catch (CheckpointException e)
        {
            return [new VariantReport(ReferenceCase.NameOf(folder), "", [], [e.Message])];
        }
    }

    private static VariantReport RunVariant(EncoderDescription encoder, ReferenceVariant variant)
    {
        try
        {
            return encoder.Accept(new VariantVerification(variant));
        }
        catch (Exception e) when (e is NotSupportedException or CheckpointException or ArgumentException or ExternalException)
        {
            return NotRun(variant.Case, variant.Name, e.Message.Split(" (Parameter '")[0]);
        }
    }

    private static VariantReport NotRun(ReferenceCase reference, string variant, string reason) => new(reference.Name, variant, [], [reason]);
}
