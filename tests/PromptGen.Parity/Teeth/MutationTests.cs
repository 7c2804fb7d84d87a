using PromptGen.Parity.Independent;
using PromptGen.Verification;
using Xunit.Abstractions;

namespace PromptGen.Parity.Teeth;

/// <summary>
/// The suite has teeth: the product with one error, compiled from source, is caught, and by the quantity that is expected to catch it. A class for each
/// list of errors, because classes run beside one another.
/// </summary>
public abstract class MutationTests(ITestOutputHelper output, MutationTests.Cases cases) : IClassFixture<MutationTests.Cases>
{
    private protected static TheoryData<string> NamesOf(IEnumerable<Mutation> mutations) => new(mutations.Select(mutation => mutation.Name));

    private protected string Folder(string name) => cases.Folder(name);

    private protected void IsCaught(IEnumerable<Mutation> mutations, string name)
    {
        var mutation = mutations.Single(mutation => mutation.Name == name);
        using var verifier = new MutatedVerifier(Mutations.Product(mutation));
        var reports = verifier.Run(mutation.Cases.Select(Folder));

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

    // A verifier's tolerance is absolute. Without a norm after each block the sums of models with large weights grow, and their rounding lies above it: 5e-5
    // was seen. The smallest that an error of these makes is 0.1.
    private protected static IEnumerable<Comparison> Beyond(VariantReport report) =>
        report.Comparisons.Where(c => IndependentTests.Models.ContainsKey(report.Case) ? c.Error > 10 * c.Tolerance : !c.Holds);

    /// <summary>The folders of recorded cases, and of those computed once more.</summary>
    public sealed class Cases : IDisposable
    {
        private readonly IndependentCases independent = new();

        internal string Folder(string name) => IndependentTests.Models.ContainsKey(name) ? independent.Folder(name) : Repository.Fixture(name);

        public void Dispose() => independent.Dispose();
    }
}
