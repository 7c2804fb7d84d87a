using PromptGen.Tests.Build;
using PromptGen.Tests.Cli;

namespace PromptGen.Tests.Cases;

/// <summary>A schema from a stranger extends what lies in its folder or below, or comes with PromptGen, and reads nothing else of the machine.</summary>
public class BaseSchemasOfTheCommandLineTests
{
    [Theory]
    [InlineData("sub/../../secret.json")]
    [InlineData("/etc/hostname")]
    [InlineData("link.json")]
    [InlineData("linked/secret.json")]
    public void A_base_elsewhere_is_refused_and_not_shown(string extends)
    {
        using var folder = new TemporaryFolder();
        var own = Directory.CreateDirectory(folder.File("schemas")).FullName;
        // A neighbor whose name begins as the folder's does is not below it.
        Directory.CreateDirectory(folder.File("schemas-of-another"));
        foreach (var secret in new[] { folder.File("secret.json"), folder.File("schemas-of-another/secret.json") }) File.WriteAllText(secret, "x:secret");
        File.CreateSymbolicLink(Path.Combine(own, "link.json"), folder.File("secret.json"));
        Directory.CreateSymbolicLink(Path.Combine(own, "linked"), folder.File("schemas-of-another"));

        var run = Verify(Write(Path.Combine(own, "mine.json"), extends));

        Assert.Equal(1, run.Status);
        Assert.Contains(
            $"mine.json: 'extends' is '{extends}', which leads out of the schema's folder; a base lies there or below, or comes with PromptGen, such as 'bert.json'.",
            run.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("'x'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_below_may_extend_one_above_within_the_folder()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("sub"));
        Write(folder.File("base.json"), "bert.json", "Base");
        Write(folder.File("sub/next.json"), "../base.json", "Next");
        File.CreateSymbolicLink(folder.File("inner.json"), folder.File("sub/next.json"));

        // A link within the folder is followed; what it means by '../base.json' is beside the link.
        var run = Verify(Write(folder.File("mine.json"), "sub/next.json", "Mine", "bert"));

        Assert.True(run.Status == 0, run.Output + run.Error);
    }

    private static (int Status, string Output, string Error) Verify(string schema) => CalledCommand.Run("verify", Repository.Fixture("bert_seq_cls"), "--schema", schema);

    private static string Write(string path, string extends, string name = "Mine", string? modelType = null)
    {
        File.WriteAllText(path, $$"""{ "extends": "{{extends}}", "architecture": "{{name}}", "modelType": ["{{modelType ?? name.ToLowerInvariant()}}"], "summary": "x." }""");
        return path;
    }
}
