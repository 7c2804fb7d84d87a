using Xunit.Abstractions;

namespace PromptGen.Parity.Teeth;

public sealed class HeadMutationTests(ITestOutputHelper output, MutationTests.Cases cases) : MutationTests(output, cases)
{
    public static TheoryData<string> Names => NamesOf(HeadMutations.All);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_error_is_caught(string name) => IsCaught(HeadMutations.All, name);
}
