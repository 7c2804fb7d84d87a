using Xunit.Abstractions;

namespace PromptGen.Parity.Teeth;

public sealed class GlmMutationTests(ITestOutputHelper output, MutationTests.Cases cases) : MutationTests(output, cases)
{
    public static TheoryData<string> Names => NamesOf(GlmMutations.All);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_error_is_caught(string name) => IsCaught(GlmMutations.All, name);
}
