using System.Text.RegularExpressions;
using PromptGen.Cli.Terminal;
using PromptGen.Tests.Build;
using Xunit.Abstractions;

namespace PromptGen.Tests.Cli.Campaign;

/// <summary>
/// Careless and damaged input: whatever the options and the files, a run ends soon, with one of the five exit codes, with words of ours that name what is
/// wrong, and leaves no unfinished file. 200 runs, or with PROMPTGEN_LONG 2,000.
/// </summary>
public sealed partial class CampaignTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>A busy machine takes a minute to compile the first schema; what hangs takes for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly CampaignInputs inputs = new();

    private enum Class
    {
        Clear,
        Unclear,
        Crash,
        Hang,
        Left,
    }

    public void Dispose() => inputs.Dispose();

    [Fact]
    public void Every_run_ends_with_an_exit_code_and_words_of_ours()
    {
        var count = LongRuns.AreAsked ? 2000 : 200;
        var root = OptionSamples.Root();
        var classes = Enum.GetValues<Class>().ToDictionary(name => name, _ => 0);
        var bad = new List<string>();
        for (var seed = 0; seed < count; seed++)
        {
            using var folder = new TemporaryFolder();
            var run = new GeneratedRun(seed, root, inputs, folder.Path);
            var words = run.Words;
            var (judged, said) = Judge(words, folder.Path);
            classes[judged]++;
            if (judged != Class.Clear) bad.Add($"{judged}, seed {seed}: {string.Join(' ', words.Select(word => word.Length > 200 ? word[..200] + "..." : word))}\n{said}");
        }
        output.WriteLine($"{count} runs: {string.Join(", ", classes.Select(entry => $"{entry.Value} {entry.Key}"))}");
        Assert.True(bad.Count == 0, string.Join("\n\n", bad));
    }

    private static (Class Class, string Said) Judge(string[] words, string folder)
    {
        var run = Task.Run(() => CalledCommand.Run("fine w1\npoor w2\n"u8.ToArray(), words));
        try
        {
            if (!run.Wait(Longest)) return (Class.Hang, "");
        }
        catch (AggregateException e)
        {
            return (Class.Crash, e.InnerException!.ToString());
        }
        var (status, said, error) = run.Result;
        if (status is < 0 or > 4 || Foreign().IsMatch(error) || Foreign().IsMatch(said)) return (Class.Crash, error);
        if (status is 1 or 2 && !Named().IsMatch(error)) return (Class.Unclear, error);
        if (words[0] != "predict" && (said + error).Any(c => c != '\n' && VisibleText.Of($"{c}").Length > 1)) return (Class.Unclear, "it writes control characters");
        return Directory.EnumerateFileSystemEntries(folder, "*.tmp", SearchOption.AllDirectories).FirstOrDefault() is { } left ? (Class.Left, left) : (Class.Clear, "");
    }

    /// <summary>What .NET, libtorch and libraries say where nobody has thought of a case.</summary>
    [GeneratedRegex(@"unforeseen|\bat \w+\.\w+|[A-Za-z]+Exception\b|System\.|Exception raised from|\bStack trace\b")]
    private static partial Regex Foreign();

    /// <summary>An error names an option, a command or a file.</summary>
    [GeneratedRegex(@"^promptgen: .*(--[a-z]|/|'[a-z<]|<[a-z]|argument|\w: )", RegexOptions.Multiline)]
    private static partial Regex Named();
}
