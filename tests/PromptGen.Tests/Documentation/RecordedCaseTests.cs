using PromptGen.Tests.Build;
using PromptGen.Tests.Cli;

namespace PromptGen.Tests.Documentation;

/// <summary>What readers are told to record is what <c>promptgen verify</c> reads.</summary>
public sealed class RecordedCaseTests
{
    [Fact]
    public void All_that_the_Python_records_is_compared()
    {
        using var folder = new TemporaryFolder();
        RecordedCase.Write(folder.File("mine-case"));
        var (status, output, error) = CalledCommand.Run("verify", folder.File("mine-case"));

        Assert.True(status == 0, output + error);
        Assert.All(["hidden.0", "hidden.3", "logits", "loss"], quantity => Assert.Contains($"\n  {quantity} ", output, StringComparison.Ordinal));
        Assert.DoesNotContain("not compared", output, StringComparison.Ordinal);
        Assert.Contains("1 variants: 1 within the tolerances", output, StringComparison.Ordinal);
    }
}
