using System.CommandLine;
using System.Runtime.InteropServices;
using PromptGen.Adapters;
using PromptGen.Checkpoints;
using PromptGen.Cli.Commands;
using PromptGen.Cli.Parsing;
using PromptGen.Cli.Recipes;
using PromptGen.Cli.Terminal;
using PromptGen.Reports;
using PromptGen.Tasks;
using PromptGen.Training;

namespace PromptGen.Cli;

/// <summary>One call of <c>promptgen</c>: reads the command line, runs the command, and tells how it ended.</summary>
internal static class Application
{
    /// <param name="words">The command line.</param>
    /// <param name="streams">Where the command reads and writes.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> words, CommandStreams streams)
    {
        var notes = streams.Notes;
        try
        {
            if (!HasWorkingFolder()) throw new UserException("the working folder was removed; change into one that exists.");
            var parsed = Parse(CommandTree.Create(), words);
            if (parsed.Errors.Count > 0)
            {
                foreach (var error in parsed.Errors) notes.Error(error.Message);
                return WrongUsage(notes, CommandTree.PathOf(parsed.CommandResult.Command));
            }
            GlobalOptions.Apply(parsed, streams);
            return parsed.Invoke(streams);
        }
        catch (UsageException e)
        {
            notes.Error(e.Message);
            return WrongUsage(notes, e.Command);
        }
        catch (UserException e)
        {
            notes.Error(e.Lines);
            return ExitCode.Failure;
        }
        catch (DataException e)
        {
            notes.Error(e.Lines);
            return ExitCode.Failure;
        }
        catch (ReportException e)
        {
            notes.Error(e.Lines);
            return ExitCode.Failure;
        }
        catch (Exception e) when (e is CheckpointException or AdapterException or TrainingException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            // What C# appends for programmers is nothing for users.
            notes.Error(e.Message.Split(" (Parameter '")[0]);
            return ExitCode.Failure;
        }
        catch (OperationCanceledException)
        {
            notes.Error("interrupted.");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (IsOutOfMemory(e))
        {
            notes.Error("there is not enough memory; a smaller --batch-size or --max-tokens, or a smaller model, takes less.");
            return ExitCode.Failure;
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("PROMPTGEN_TRACE") is null)
        {
            notes.Error($"{e.Message.Split('\n')[0]} (unforeseen: {e.GetType().Name}; PROMPTGEN_TRACE=1 shows where)");
            return ExitCode.Failure;
        }
    }

    /// <summary>Reads a command line, with the options of the recipe that it names.</summary>
    /// <exception cref="UsageException">A word is neither a known option nor in a place for a value.</exception>
    /// <exception cref="UserException">The recipe is wrong.</exception>
    public static ParseResult Parse(Command root, IReadOnlyList<string> words)
    {
        var bound = CommandWords.Bind(root, words);
        var parsed = CommandTree.Parse(root, bound);
        if (RecipeArgument.Options(parsed) is not { Count: > 0 } options) return parsed;
        // What follows "--" is no option.
        string[] before = [.. bound.TakeWhile(word => word != "--")];
        return CommandTree.Parse(root, [.. before, .. options, .. bound.Skip(before.Length)]);
    }

    private static int WrongUsage(NoteWriter notes, string command)
    {
        notes.Write($"Try '{command} --help'.");
        return ExitCode.Usage;
    }

    private static bool HasWorkingFolder()
    {
        try
        {
            return Directory.Exists(Environment.CurrentDirectory);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Whether memory ran out, in .NET or in libtorch, which has a message for it and no type.</summary>
    private static bool IsOutOfMemory(Exception e) => e is OutOfMemoryException
        || (e is ExternalException && (e.Message.Contains("not enough memory", StringComparison.Ordinal) || e.Message.Contains("out of memory", StringComparison.Ordinal)
            || e.Message.Contains("DefaultCPUAllocator", StringComparison.Ordinal)));
}
