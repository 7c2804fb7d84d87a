using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Parity.Independent;
using PromptGen.Verification;
using Xunit.Abstractions;

namespace PromptGen.Parity.Teeth;

/// <summary>The suite has teeth: the product with one error, compiled from source, is caught, and by the quantity that is expected to catch it.</summary>
public class MutationTests(ITestOutputHelper output, MutationTests.Cases cases) : IClassFixture<MutationTests.Cases>
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
        var reports = verifier.Run(mutation.Cases.Select(cases.Folder));

        Assert.Empty(reports.SelectMany(report => report.NotRun));
        var caught = reports.Where(report => Beyond(report).Any()).ToList();
        foreach (var report in caught)
        {
            var first = Beyond(report).First();
            output.WriteLine($"{report.Case}/{report.Variant}: {first.Quantity} by {first.Error:0.0e+00}, {Beyond(report).Count()} of {report.Comparisons.Count} beyond");
        }
        Assert.Equal(mutation.CaughtBy.Order(StringComparer.Ordinal),
            caught.Select(report => $"{report.Variant}: {Beyond(report).First().Quantity}").Distinct().Order(StringComparer.Ordinal));
        Assert.NotEmpty(caught);
    }

    [Fact]
    public void What_was_computed_once_more_holds_without_an_error()
    {
        var folders = FamilyMutations.All.SelectMany(mutation => mutation.Cases).Distinct().Select(cases.Folder).ToList();
        var reports = folders.SelectMany(folder => new Verifier(new EncoderRegistry(typeof(BertEncoder).Assembly)).Run(folder)).ToList();
        Assert.Equal(2 * folders.Count, reports.Count);
        Assert.Empty(reports.SelectMany(report => report.NotRun));
        Assert.Empty(reports.SelectMany(report => Beyond(report).Select(c => $"{report.Case}/{report.Variant}: {c.Quantity} by {c.Error:0.0e+00}")));
    }

    [Theory]
    [InlineData("LayerLoop.Run", "no such text", "'LayerLoop.Run' holds the text «no such text» 0 times; the mutation expects it once. Where did it move to?")]
    [InlineData("LayerLoop.NoSuchMember", "", "Verification reaches no 'LayerLoop.NoSuchMember'. How is it called now?")]
    public void What_moved_away_is_named(string symbol, string text, string message)
    {
        var error = Assert.Throws<InvalidOperationException>(() => ProductSource.Compile([new(symbol, text, "")]));
        Assert.Equal(message, error.Message);
    }

    private static void HoldsEverywhere(params Substitution[] substitutions)
    {
        using var verifier = new MutatedVerifier(substitutions);
        Assert.Equal(
            ParityTests.Variants.Select(row => $"{row[0]}/{row[1]}").Order(StringComparer.Ordinal),
            verifier.Run(Repository.Fixtures).Where(report => report.Holds).Select(report => $"{report.Case}/{report.Variant}").Order(StringComparer.Ordinal));
    }

    /// <summary>The folders of recorded cases, and of those computed once more.</summary>
    public sealed class Cases : IDisposable
    {
        private readonly IndependentCases independent = new();

        internal string Folder(string name) => IndependentTests.Models.ContainsKey(name) ? independent.Folder(name) : Repository.Fixture(name);

        public void Dispose() => independent.Dispose();
    }

    // A verifier's tolerance is absolute. Without a norm after each block the sums of models with large weights grow, and their rounding lies above it: 5e-5
    // was seen. The smallest that an error of these makes is 0.1.
    private static IEnumerable<Comparison> Beyond(VariantReport report) =>
        report.Comparisons.Where(c => IndependentTests.Models.ContainsKey(report.Case) ? c.Error > 10 * c.Tolerance : !c.Holds);
}
