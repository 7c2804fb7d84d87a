using Xunit.Abstractions;

namespace PromptGen.Tests.Documentation;

/// <summary>Every command in every Markdown file of the repository does what its reader expects.</summary>
public sealed class CommandTests(ITestOutputHelper said)
{
    /// <summary>Those of the tutorial build on one another, errors among them; <see cref="TutorialTests"/> runs them.</summary>
    public static TheoryData<string> Files => [.. MarkdownFile.All.Where(path => path != TutorialTests.File && DocumentedCommand.In(MarkdownFile.Read(path)).Any())];

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
        Faults.None(faults);
    }

    [Theory]
    [InlineData("```\npromptgen trian --model MINILM\n```", "trian: is not a command; did you mean 'train'?")]
    [InlineData("```\npromptgen inspect \\\n  no-adapter\n```", "no-adapter")]
    [InlineData("```\npromptgen inspect\n```", "Required argument missing")]
    [InlineData("By `promptgen export --froamt peft`.", "--froamt: is not an option of promptgen export; did you mean '--format'?")]
    [InlineData("```\ndotnet run --project src/PromptGen.Clo -- --help\n```", "there is no src/PromptGen.Clo")]
    [InlineData("```\ndotnet run --project samples/support-desk\n```", "no test knows how to run samples/support-desk; teach it to CommandRunner")]
    [InlineData("```\ndotnet run --project benchmarks/PromptGen.Benchmarks -- [names] --turns 3\n```", "--turns")]
    [InlineData("```\ndotnet test PromptGen.slnx\n```", "there is no PromptGen.slnx")]
    [InlineData("```\ndotnet test --sieve Documentation\n```", "dotnet test has no option --sieve")]
    [InlineData("```\ndotnet test --filter NoSuchTests\n```", "no test has NoSuchTests in its name")]
    [InlineData("```\ndotnet add package PromptGen.Backbone\n```", "there is no package PromptGen.Backbone")]
    [InlineData("```\ndotnet build -p:TorchBeckend=cpu\n```", "Directory.Build.props has no property TorchBeckend")]
    [InlineData("Try `PROMPTGEN_FRESH=1 dotnet test`.", "nothing reads PROMPTGEN_FRESH")]
    [InlineData("```sh\npip install promptgen\n```", "no test knows how to run this; teach it to CommandRunner")]
    [InlineData("```\ngit clone here there\n```", "no test knows how to run this; teach it to CommandRunner")]
    [InlineData("```\npromptgen\ntrained     seed 11\n```", "What a command prints belongs into a block of its own")]
    public void A_wrong_command_is_found(string text, string fault)
    {
        using var runner = new CommandRunner();
        var command = DocumentedCommand.In(new MarkdownFile("wrong.md", text)).Last();
        Assert.Contains(fault, runner.Fault(command) ?? "no fault", StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_are_told_from_what_they_print()
    {
        var file = new MarkdownFile("told.md", """
            ```console
            $ promptgen inspect \
                my-adapter
            dotnet is printed
            ```
            `promptgen`, the program, and `A=1 dotnet test`.
            ```
            # a note
            dotnet build
            ```
            ```
            a picture
            dotnet build
            ```
            """);
        Assert.Equal(
            [
                new("told.md(2)", "promptgen inspect my-adapter", InProse: false),
                new("told.md(9)", "dotnet build", InProse: false),
                new("told.md(6)", "A=1 dotnet test", InProse: true),
            ],
            DocumentedCommand.In(file));
    }
}
