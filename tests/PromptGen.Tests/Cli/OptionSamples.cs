using System.CommandLine;
using PromptGen.Cli.Commands;
using PromptGen.Cli.Parsing;

namespace PromptGen.Tests.Cli;

/// <summary>For every option of every command, words that are a value of it and words that are none.</summary>
internal static class OptionSamples
{
    /// <summary>Of options whose type does not say what they take.</summary>
    private static readonly Dictionary<string, (string[] Legal, string[] Illegal)> ByName = new()
    {
        ["--comment"] = (["#", "# ", "--x", "@a"], [""]),
        ["--input"] = (["-", "a b", "@a"], [""]),
        ["--output"] = (["a b", "@a", "./-a"], [""]),
        ["--device"] = (["auto", "cpu", "cuda", "cuda:0"], ["tpu", "cuda:", "cuda:-1", "cuda: 1", "cuda:1.5", ""]),
        ["--comment"] = (["#", "# ", "//"], [""]),
        ["--metric"] = (["accuracy", "entity-f1"], ["beauty", ""]),
        ["--prefix-depth"] = (["all", "first-4", "last-4", "0,2,5"], ["deep", "first-x", "0;2", "0,-2", "1.5", ""]),
        ["--yardstick"] = (["HeadOnly", "headonly:0.01", "FineTuning:5e-4,1e-3"], ["LoRA", "HeadOnly:", "HeadOnly:0,005", "HeadOnly:1,005", "HeadOnly:-1", ""]),
    };

    private static readonly Dictionary<Type, (string[] Legal, string[] Illegal)> ByType = new()
    {
        [typeof(bool)] = (["true", "false"], ["maybe", "1"]),
        [typeof(int)] = (["3", "007"], ["3.5", "1,000", "1.000", "many", "", " 3", "٣", "99999999999", "0x10", "1e3"]),
        [typeof(double)] = (["0.005", "5e-3", ".5", "1"], ["0,005", "1,000", "1.000,5", "5,", "1 000", "", "NaN", "Infinity", "1e999", " 1", "many", "٠.٥"]),
        [typeof(char)] = ([";", "|", ",", "\t", "\\t", "-", "@", "="], ["", ";;", "semicolon"]),
        [typeof(FileInfo)] = (["a b", "@a", "./-a"], [""]),
        [typeof(FileSystemInfo)] = (["a b", "@a", "./-a"], [""]),
        [typeof(DirectoryInfo)] = (["a b", "@a", "./-a"], [""]),
        // Whatever a text looks like, it is a text.
        [typeof(string)] = (["a", "@a", "--output=pwned", "--output", "-h", "--", "a=b", "", "\u001b[2J"], []),
    };

    /// <summary>All options, those that every command has included.</summary>
    public static IEnumerable<(Command Command, Option Option)> All(Command root) =>
        from command in root.Subcommands
        from option in command.Options.Concat(root.Options.Where(option => option.Recursive))
        where option.Arity.MaximumNumberOfValues > 0
        select (command, option);

    /// <exception cref="Xunit.Sdk.XunitException">Nobody has said what the option takes.</exception>
    public static (string[] Legal, string[] Illegal) Of(Option option)
    {
        if (ByName.TryGetValue(option.Name, out var own)) return own;
        var one = Values.One(option.ValueType);
        if (one.IsEnum) return ([.. Enum.GetNames(one), Enum.GetNames(one)[0].ToLowerInvariant()], ["onnx", "0", "-1", string.Join(',', Enum.GetNames(one)) + ",", ""]);
        if (one == typeof(string) && option.HelpName?.Split('|') is { Length: > 1 } names) return (names, ["onnx", ""]);
        Assert.True(ByType.ContainsKey(one), $"{option.Name}: add values of the type {one.Name}, or of this option, to {nameof(OptionSamples)}.");
        return ByType[one];
    }

    /// <summary>What the command line answers to a value: the errors that are about this option.</summary>
    public static IReadOnlyList<string> Errors(Command root, Command command, Option option, params string[] words)
    {
        try
        {
            return [.. PromptGen.Cli.Application.Parse(root, [command.Name, .. words]).Errors.Select(error => error.Message)
                .Where(message => message.Contains(option.Name, StringComparison.Ordinal) && !message.EndsWith("is required.", StringComparison.Ordinal))];
        }
        catch (UsageException e)
        {
            return [e.Message];
        }
    }

    /// <summary>All commands.</summary>
    public static Command Root() => CommandTree.Create();
}
