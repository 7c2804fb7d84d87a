using System.CommandLine;
using PromptGen.Cli.Terminal;

namespace PromptGen.Cli.Commands;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    private static readonly Option<bool> Quiet = new("--quiet")
    {
        Description = "Print only results and errors: no progress, notes or hints.",
        Recursive = true,
    };

    /// <summary>More than any machine has processors: libtorch starts as many as it is told to, until it cannot.</summary>
    private const int MostThreads = 1024;

    private static readonly Option<int?> Threads = NewThreads();

    /// <summary>Adds all of them to the root.</summary>
    public static void AddTo(Command root)
    {
        root.Options.Add(Quiet);
        root.Options.Add(Threads);
    }

    /// <summary>Does what they say. To be called before libtorch is loaded.</summary>
    public static void Apply(ParseResult parsed, CommandStreams streams)
    {
        if (parsed.GetValue(Quiet)) streams.BeQuiet();
        OpenMp.UseThreads(parsed.GetValue(Threads));
    }

    private static Option<int?> NewThreads()
    {
        var option = new Option<int?>("--threads")
        {
            Description = "How many threads compute. Without it OMP_NUM_THREADS says, or one for each processor that this process may use.",
            HelpName = "n",
            Recursive = true,
        };
        Counts.Within(option, 1, MostThreads);
        return option;
    }
}
