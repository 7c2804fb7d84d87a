using PromptGen.Verification;
using static TorchSharp.torch;

namespace PromptGen.Parity.Cases;

/// <summary>Where <c>last_hidden</c> and the last layer's output were recorded and are equal, both are after the final norm.</summary>
public class Case20VerifyLastHiddenBesideHiddenTests
{
    private const string Name = "20-verify-last-hidden-beside-hidden";

    [Fact]
    public void The_last_layer_is_compared_after_the_final_norm()
    {
        var report = CaseFolder.Verify(Name);
        CaseFolder.AssertHolds(report);
        Assert.Equal(["hidden.0", "hidden.1", "hidden.2", "last_hidden"], report.Comparisons.Select(c => c.Quantity).Take(4));
    }

    [Fact]
    public void One_that_differs_is_compared_before_it()
    {
        using var doctored = new DoctoredCase(CaseFolder.Of(Name), "case").Record(tensors => tensors["plain.hidden.2"] = tensors["plain.hidden.2"] * 2);
        var beyond = Assert.Single(Assert.Single(doctored.Verify(CaseFolder.Encoders)).Comparisons, c => !c.Holds);
        Assert.Equal("hidden.2", beyond.Quantity);
        // Twice the normed states are not what the last layer gives.
        Assert.True(beyond.Error > 1);
    }

    [Fact]
    public void One_that_was_recorded_alone_is_compared_after_it()
    {
        using var doctored = new DoctoredCase(CaseFolder.Of(Name), "case").Record(tensors => tensors.Remove("plain.last_hidden"));
        CaseFolder.AssertHolds(Assert.Single(doctored.Verify(CaseFolder.Encoders)));
    }
}
