using Xunit.Abstractions;

namespace PromptGen.Parity.Teeth;

public sealed class DebertaMutationTests(ITestOutputHelper output, MutationTests.Cases cases) : MutationTests(output, cases)
{
    public static TheoryData<string> Names => NamesOf(DebertaMutations.All);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_error_is_caught(string name) => IsCaught(DebertaMutations.All, name);
}
