using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Verification;

namespace PromptGen.Parity.Cases;

/// <summary>The recorded case of a fault that somebody found.</summary>
internal static class CaseFolder
{
    /// <summary>The encoders of this project's schemas, then those that PromptGen ships.</summary>
    public static EncoderRegistry Encoders { get; } = new(typeof(CaseFolder).Assembly, typeof(BertEncoder).Assembly);

    public static string Of(string name) => Repository.Path("tests", "PromptGen.Parity", "Cases", name);

    /// <summary>What the verifier makes of its one variant.</summary>
    public static VariantReport Verify(string name) => Assert.Single(new Verifier(Encoders).Run(Of(name)));

    public static void AssertHolds(VariantReport report) =>
        Assert.True(report.Holds, string.Join("; ", [.. report.NotRun, .. report.Comparisons.Where(c => !c.Holds).Select(c => $"{c.Quantity} {c.Error:e1}")]));
}
