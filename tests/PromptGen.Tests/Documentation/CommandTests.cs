using Xunit.Abstractions;

namespace PromptGen.Tests.Documentation;

/// <summary>Every command in every Markdown file of the repository does what its reader expects.</summary>
public sealed class CommandTests(ITestOutputHelper said)
{
    public static TheoryData<string> Files => [.. MarkdownFile.All.Where(path => DocumentedCommand.In(MarkdownFile.Read(path)).Any())];

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_commands_run(string path)
    {
        using var runner = new CommandRunner();
        var faults = new List<string>();
        foreach (var command in DocumentedCommand.In(MarkdownFile.Read(path)))
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            if (runner.Fault(command) is { } fault) faults.Add($"{command.Place}: {command.Text}\n{fault}");
            said.WriteLine($"{clock.Elapsed.TotalSeconds,5:0.0} s  {command.Place}: {command.Text}");
        }
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    [Theory]
    [InlineData("```\npromptgen trian --model MINILM\n```", "Unrecognized command or argument 'trian'")]
    [InlineData("```\npromptgen inspect \\\n  no-adapter\n```", "no-adapter")]
    [InlineData("```\npromptgen inspect\n```", "Required argument missing")]
    [InlineData("By `promptgen export --froamt peft`.", "Unrecognized command or argument")]
    [InlineData("```\ndotnet run --project src/PromptGen.Clo -- --help\n```", "there is no src/PromptGen.Clo")]
    [InlineData("```\ndotnet run --project samples/support-desk\n```", "no test knows how to run samples/support-desk; teach it to CommandRunner")]
    [InlineData("```\ndotnet run --project benchmarks/PromptGen.Benchmarks -- [names] --turns 3\n```", "--turns")]
    [InlineData("```\ndotnet test PromptGen.slnx\n```", "there is no PromptGen.slnx")]
    [InlineData("```\ndotnet test --sieve Documentation\n```", "dotnet test has no option --sieve")]
    [InlineData("```\ndotnet test --filter NoSuchTests\n```", "no test has NoSuchTests in its name")]
    [InlineData("```\ndotnet build -p:TorchBeckend=cpu\n```", "Directory.Build.props has no property TorchBeckend")]
    [InlineData("Try `PROMPTGEN_FRESH=1 dotnet test`.", "nothing reads PROMPTGEN_FRESH")]
    [InlineData("```sh\npip install promptgen\n```", "no test knows how to run this; teach it to CommandRunner")]
    [InlineData("```\ngit clone here there\n```", "no test knows how to run this; teach it to CommandRunner")]
    public void A_wrong_command_is_found(string text, string fault)
    {
        using var runner = new CommandRunner();
        var command = Assert.Single(DocumentedCommand.In(new MarkdownFile("wrong.md", text)));
        Assert.Contains(fault, runner.Fault(command) ?? "no fault", StringComparison.Ordinal);
    }
}
