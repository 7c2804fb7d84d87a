using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Verification;
using Xunit.Abstractions;

namespace PromptGen.Parity.Teeth;

public sealed class FamilyMutationTests(ITestOutputHelper output, MutationTests.Cases cases) : MutationTests(output, cases)
{
    public static TheoryData<string> Names => NamesOf(FamilyMutations.All);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_error_is_caught(string name) => IsCaught(FamilyMutations.All, name);

    [Fact]
    public void What_was_computed_once_more_holds_without_an_error()
    {
        var folders = FamilyMutations.All.SelectMany(mutation => mutation.Cases).Distinct().Select(Folder).ToList();
        var reports = folders.SelectMany(folder => new Verifier(new EncoderRegistry(typeof(BertEncoder).Assembly)).Run(folder)).ToList();
        Assert.Equal(2 * folders.Count, reports.Count);
        Assert.Empty(reports.SelectMany(report => report.NotRun));
        Assert.Empty(reports.SelectMany(report => Beyond(report).Select(c => $"{report.Case}/{report.Variant}: {c.Quantity} by {c.Error:0.0e+00}")));
    }
}
