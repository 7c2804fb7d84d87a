using PromptGen.Verification;
using Xunit.Abstractions;

namespace PromptGen.Parity.Teeth;

/// <summary>The suite has teeth: the product with one error, compiled from source, is caught, and by the quantity that is expected to catch it.</summary>
public class MutationTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => new(Mutations.All.Select(mutation => mutation.Name));

    [Fact]
    public void The_product_compiled_here_without_an_error_holds_everywhere() => HoldsEverywhere();

    [Fact]
    public void The_kernel_that_trains_with_dropout_holds_everywhere_too() => HoldsEverywhere(Mutations.OnlyThePlainKernel);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_error_is_caught(string name)
    {
        var mutation = Mutations.All.Single(mutation => mutation.Name == name);
        using var verifier = new MutatedVerifier(mutation.Substitutions);
        var reports = verifier.Run(mutation.Cases.Select(Repository.Fixture));

        Assert.Empty(reports.SelectMany(report => report.NotRun));
        var caught = reports.Where(report => !report.Holds).ToList();
        foreach (var report in caught)
        {
            var first = First(report);
            output.WriteLine($"{report.Case}/{report.Variant}: {first.Quantity} by {first.Error:0.0e+00}, {report.Comparisons.Count(c => !c.Holds)} of {report.Comparisons.Count} beyond");
        }
        Assert.Equal(mutation.CaughtBy.Order(StringComparer.Ordinal),
            caught.Select(report => $"{report.Variant}: {First(report).Quantity}").Distinct().Order(StringComparer.Ordinal));
        Assert.NotEmpty(caught);
    }

    [Fact]
    public void A_text_that_moved_away_is_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => ProductSource.Compile([new("PromptGen/Encoders/LayerLoop.cs", "no such text", "")]));
        Assert.Equal("src/PromptGen/Encoders/LayerLoop.cs holds the text «no such text» 0 times; the mutation expects it once. Where did it move to?", error.Message);
    }

    private static void HoldsEverywhere(params Substitution[] substitutions)
    {
        using var verifier = new MutatedVerifier(substitutions);
        Assert.Equal(
            ParityTests.Variants.Select(row => $"{row[0]}/{row[1]}").Order(StringComparer.Ordinal),
            verifier.Run(Repository.Fixtures).Where(report => report.Holds).Select(report => $"{report.Case}/{report.Variant}").Order(StringComparer.Ordinal));
    }

    private static Comparison First(VariantReport report) => report.Comparisons.First(c => !c.Holds);
}
