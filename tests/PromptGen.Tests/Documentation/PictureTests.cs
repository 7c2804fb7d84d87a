namespace PromptGen.Tests.Documentation;

/// <summary>
/// The committed pictures are what the product gives. To refresh them:
/// <c>PROMPTGEN_REFRESH_GENERATED=1 dotnet test tests/PromptGen.Tests -c Release --filter PictureTests</c>
/// </summary>
public sealed class PictureTests
{
    private static readonly string Committed = Repository.Path("samples", "pictures", "p-tuning-v2.svg");

    [Fact]
    public void The_committed_picture_is_what_the_first_run_is()
    {
        var drawn = PromptedEncoderPicture.Draw(PromptedEncoderFacts.OfFirstRun());
        if (Environment.GetEnvironmentVariable("PROMPTGEN_REFRESH_GENERATED") == "1") File.WriteAllText(Committed, drawn);
        Assert.True(
            File.ReadAllText(Committed) == drawn,
            $"{Committed} is out of date; refresh it with PROMPTGEN_REFRESH_GENERATED=1 dotnet test tests/PromptGen.Tests -c Release --filter PictureTests");
    }

    [Fact]
    public void The_picture_follows_the_facts()
    {
        var facts = PromptedEncoderFacts.OfFirstRun();
        var drawn = PromptedEncoderPicture.Draw(facts);
        Assert.Equal(2 * facts.Layers * facts.PrefixLength + 2, Count(drawn, "class=\"trained\""));
        Assert.Equal(2 * facts.Layers * facts.Tokens + 1, Count(drawn, "class=\"token\""));
        Assert.Contains("feed-forward", drawn, StringComparison.Ordinal);
        Assert.NotEqual(drawn, PromptedEncoderPicture.Draw(facts with { Layers = facts.Layers + 1 }));
        Assert.NotEqual(drawn, PromptedEncoderPicture.Draw(facts with { Frozen = facts.Frozen + 1 }));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
