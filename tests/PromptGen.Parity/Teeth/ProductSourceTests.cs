namespace PromptGen.Parity.Teeth;

public sealed class ProductSourceTests(MutationTests.Cases cases) : IClassFixture<MutationTests.Cases>
{
    [Fact]
    public void The_product_compiled_here_without_an_error_holds_everywhere() => HoldsEverywhere(ActiveError.None);

    [Fact]
    public void The_kernel_that_trains_with_dropout_holds_everywhere_too() => HoldsEverywhere(Mutations.NumberOf(MethodMutations.OnlyThePlainKernel)!.Value);

    [Theory]
    [InlineData("LayerLoop.Run", "no such text", "'LayerLoop.Run' holds the text «no such text» 0 times; the mutation expects it once. Where did it move to?")]
    [InlineData("LayerLoop.NoSuchMember", "", "Verification reaches no 'LayerLoop.NoSuchMember'. How is it called now?")]
    public void What_moved_away_is_named(string symbol, string text, string message)
    {
        var error = Assert.Throws<InvalidOperationException>(() => ProductSource.Compile([new Substitution(symbol, text, "")]));
        Assert.Equal(message, error.Message);
    }

    private void HoldsEverywhere(int error) =>
        Assert.Equal(
            ParityTests.Variants.Select(row => $"{row[0]}/{row[1]}").Order(StringComparer.Ordinal),
            cases.Run(error, Repository.Fixtures).Where(report => report.Holds).Select(report => $"{report.Case}/{report.Variant}").Order(StringComparer.Ordinal));
}
