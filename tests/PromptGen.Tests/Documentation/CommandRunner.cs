using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using PromptGen.Tests.Build;

namespace PromptGen.Tests.Documentation;

/// <summary>Runs the commands of one text one after another, as a reader does, and says what is wrong with each.</summary>
internal sealed class CommandRunner : IDisposable
{
    /// <summary>What a command of <c>promptgen</c> gets so that it takes seconds, in place of what it says.</summary>
    private static readonly Dictionary<string, (string Option, string Value)[]> Shortened = new()
    {
        ["train"] = [("--epochs", "1"), ("--subset", "32")],
    };

    /// <summary>Of several seeds one is kept: more take longer, and other tests have them.</summary>
    private const string Seeds = "--seed";

    /// <summary>Options of <c>dotnet</c> with a value behind them; another word without a dash is a file of the repository.</summary>
    private static readonly string[] Valued = ["-c", "--configuration", "--filter", "-o", "--output", "--project", "-r"];

    private static readonly ConcurrentDictionary<string, string> Helps = new();

    private readonly ReaderFolder folder = new();

    /// <returns>What is wrong; null: nothing.</returns>
    public string? Fault(DocumentedCommand command) => UnknownVariable(command) ?? command.Words switch
    {
        ["promptgen", .. var arguments] => Promptgen(command, arguments),
        ["dotnet", "run", .. var rest] => DotnetRun(command, rest),
        ["dotnet", ("build" or "test" or "pack" or "restore" or "publish") and var verb, .. var rest] => Dotnetted(verb, rest),
        // Tests of the packages install them; here it is their name that counts.
        ["dotnet", "add", "package", var name] => UnknownPackage(name),
        ["dotnet", "tool", "install", "--global", var name] => UnknownPackage(name),
        [".ci/run"] => File.Exists(Repository.Path(".ci", "run")) ? null : "there is no such file",
        _ => $"no test knows how to run this; teach it to {nameof(CommandRunner)}. "
            + "What a command prints belongs into a block of its own, or into a 'console' block behind a line that begins with '$ '.",
    };

    public void Dispose() => folder.Dispose();

    private string? Promptgen(DocumentedCommand command, IReadOnlyList<string> arguments)
    {
        folder.Prepare(arguments);
        var (status, output) = folder.Promptgen(Short(arguments));
        if (status != 0)
            return command.InProse && status == 2 && OnlyLacks(output) ? null
                : $"exit status {status}: {output.Trim()}\nIf a reader is to bring something of their own, add it to {nameof(ReaderFolder)}.";
        return arguments.SkipWhile(word => word != "--output").Skip(1).FirstOrDefault() is { } written && !folder.Exists(written)
            ? $"it ended well, and there is no {written}" : null;
    }

    /// <summary>Whether the command line is refused for nothing but what a sentence may leave out.</summary>
    private static bool OnlyLacks(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .All(line => Regex.IsMatch(line, @"^promptgen: (Option '[^']+' is required|Required argument missing for \w+: '[^']+'|--[\w-]+: needs a value behind it)\.|^Try '"));

    private string? DotnetRun(DocumentedCommand command, IReadOnlyList<string> rest)
    {
        string[] options = [.. rest.TakeWhile(word => word != "--")], arguments = [.. rest.Skip(options.Length + 1)];
        if (Dotnetted("run", options) is { } fault) return fault;
        switch (options.SkipWhile(word => word != "--project").Skip(1).FirstOrDefault())
        {
            case "src/PromptGen.Cli":
                // Without arguments it only says what "promptgen" stands for.
                return arguments.Length == 0 ? null : Promptgen(command, arguments);
            case "benchmarks/PromptGen.Benchmarks":
                // Named, not measured.
                string[] listing = [.. arguments.Where(word => word != "[names]"), "--list"];
                var (status, output) = folder.Run(BuiltProgram.Path("benchmarks", "PromptGen.Benchmarks"), listing, command.Variables);
                return status == 0 ? null : output;
            case "samples/TrainInCode":
                return null; // SampleProgramTests runs it.
            case var project:
                return $"no test knows how to run {project ?? "the project that is here"}; teach it to {nameof(CommandRunner)}";
        }
    }

    /// <summary>A command that would build or test within a test is not run: its files are there, and <c>dotnet</c> has its options.</summary>
    private static string? Dotnetted(string verb, IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var name = words[i].Split(':', '=')[0];
            if (words[i][0] != '-')
            {
                if (!Path.Exists(Repository.Path(words[i]))) return $"there is no {words[i]}";
            }
            else if (name == "-p")
            {
                var property = words[i][3..].Split('=')[0];
                if (!Repository.Read("Directory.Build.props").Contains($"<{property} ", StringComparison.Ordinal))
                    return $"Directory.Build.props has no property {property}";
            }
            else
            {
                var help = Helps.GetOrAdd(verb, _ => Dotnet.Run(Repository.Root, null, verb, "--help").Output);
                if (!Regex.IsMatch(help, $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])")) return $"dotnet {verb} has no option {name}";
                if (!Valued.Contains(name)) continue;
                var value = words.ElementAtOrDefault(++i);
                if (name == "--project" && !Directory.Exists(Repository.Path(value!))) return $"there is no {value}";
                if (name == "--filter" && !TestSources.Any(source => source.Contains(value!.Split('~')[^1], StringComparison.Ordinal)))
                    return $"no test has {value} in its name";
            }
        }
        return null;
    }

    private static string? UnknownPackage(string name) =>
        Directory.Exists(Repository.Path("src", name)) || Repository.Read("Directory.Packages.props").Contains($"Include=\"{name}\"", StringComparison.Ordinal)
            ? null
            : $"there is no package {name}";

    /// <summary>The tests' files, as a filter sees their names.</summary>
    private static IEnumerable<string> TestSources => Directory.EnumerateFiles(Repository.Path("tests"), "*Tests.cs", SearchOption.AllDirectories)
        .Select(file => Path.ChangeExtension(Path.GetRelativePath(Repository.Path("tests"), file), null).Replace(Path.DirectorySeparatorChar, '.'));

    /// <summary>A variable of ours that nothing reads.</summary>
    private static string? UnknownVariable(DocumentedCommand command) =>
        command.Variables.Keys.FirstOrDefault(name => name.StartsWith("PROMPTGEN_", StringComparison.Ordinal) && !IsRead(name)) is { } unread
            ? $"nothing reads {unread}"
            : null;

    private static bool IsRead(string variable) => new[] { "src", "tests" }
        .SelectMany(top => Directory.EnumerateFiles(Repository.Path(top), "*.cs", SearchOption.AllDirectories))
        .Any(file => File.ReadAllText(file).Contains($"GetEnvironmentVariable(\"{variable}\")", StringComparison.Ordinal));

    /// <summary>A command's arguments, with those that make it long replaced.</summary>
    public static IEnumerable<string> Short(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || !Shortened.TryGetValue(arguments[0], out var options)) return arguments;
        var kept = new List<string>();
        for (var (i, option, values) = (0, "", 0); i < arguments.Count; i++)
        {
            (option, values) = arguments[i].StartsWith('-') ? (arguments[i], 0) : (option, values + 1);
            if (options.Any(shortened => shortened.Option == arguments[i])) i++;
            else if (option != Seeds || values <= 1) kept.Add(arguments[i]);
        }
        return [.. kept, .. options.SelectMany(option => new[] { option.Option, option.Value })];
    }
}
