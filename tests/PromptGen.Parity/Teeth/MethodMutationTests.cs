using Xunit.Abstractions;

namespace PromptGen.Parity.Teeth;

public sealed class MethodMutationTests(ITestOutputHelper output, MutationTests.Cases cases) : MutationTests(output, cases)
{
    public static TheoryData<string> Names => NamesOf(MethodMutations.All);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_error_is_caught(string name) => IsCaught(MethodMutations.All, name);
}
