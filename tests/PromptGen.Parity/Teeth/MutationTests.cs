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
        var reports = cases.Run(mutation);

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

    /// <summary>The folders of recorded cases, and of those computed once more; and the product that runs them, with one error after the other.</summary>
    public sealed class Cases : IDisposable
    {
        private readonly IndependentCases independent = new();

        private readonly Lazy<MutatedVerifier> verifier = new(() => new MutatedVerifier(Mutations.Together));

        // Where an error would last, in what is computed once, it is not caught the next time, and the test of that one fails.
        internal IReadOnlyList<VariantReport> Run(Mutation mutation)
        {
            var folders = mutation.Cases.Select(Folder);
            if (Mutations.NumberOf(mutation) is { } number) return Run(number, folders);
            using var own = new MutatedVerifier(ProductSource.Compile(mutation.Substitutions));
            return own.Run(ActiveError.None, folders);
        }

        internal IReadOnlyList<VariantReport> Run(int error, params IEnumerable<string> folders) => verifier.Value.Run(error, folders);

        internal string Folder(string name) => IndependentTests.Models.ContainsKey(name) ? independent.Folder(name) : Repository.Fixture(name);

        public void Dispose()
        {
            independent.Dispose();
            if (verifier.IsValueCreated) verifier.Value.Dispose();
        }
    }
}
