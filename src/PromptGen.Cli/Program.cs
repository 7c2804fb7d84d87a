using System.CommandLine;
using PromptGen.Adapters;
using PromptGen.Checkpoints;
using PromptGen.Cli;
using PromptGen.Cli.Commands;
using PromptGen.Cli.Recipes;
using PromptGen.Cli.Terminal;
using PromptGen.Reports;
using PromptGen.Tasks;
using PromptGen.Training;
using Spectre.Console;

OpenMp.WaitAsleep();
// A line is not broken where nobody looks at it as a page.
if (!AnsiConsole.Profile.Out.IsTerminal) AnsiConsole.Profile.Width = int.MaxValue;

var root = new RootCommand("""
    P-Tuning v2 for .NET: trains a small adapter over a frozen encoder, and uses it.

    Example, from labeled sentences to predictions:
      promptgen train --model models/bert-base-uncased --train train.txt --dev dev.txt --output my-adapter
      promptgen predict --model models/bert-base-uncased --adapter my-adapter --text "What a film!"

    Exit codes: 0 done, 1 bad input or failure, 2 wrong command line, 3 interrupted (train --resume goes on),
    4 verify found a difference.
    """)
{
    TrainCommand.Create(),
    EvaluateCommand.Create(),
    PredictCommand.Create(),
    ReportCommand.Create(),
    InspectCommand.Create(),
    ExportCommand.Create(),
    VerifyCommand.Create(),
    NewSchemaCommand.Create(),
};

try
{
    var parsed = root.Parse(args);
    if (RecipeArgument.Options(parsed) is { Count: > 0 } options)
    {
        // At the end, where an option of several values takes no word of the command line for one of them; what follows "--" is no option.
        var end = Array.IndexOf(args, "--") is var dashes and >= 0 ? dashes : args.Length;
        parsed = root.Parse([.. args[..end], .. options, .. args[end..]]);
    }
    if (parsed.Errors.Count > 0)
    {
        foreach (var error in parsed.Errors) Console.Error.WriteLine($"promptgen: {error.Message}");
        var command = parsed.CommandResult.Command is RootCommand ? "promptgen" : $"promptgen {parsed.CommandResult.Command.Name}";
        Console.Error.WriteLine($"Try '{command} --help'.");
        return ExitCode.Usage;
    }

    // Ctrl-C ends a command at once, but for `train`, which ends its step and saves.
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (Exception e) when (e is CheckpointException or AdapterException or TrainingException or DataException or UserException
    or ReportException or ArgumentException or IOException or UnauthorizedAccessException)
{
    // What C# appends for programmers is nothing for users.
    Console.Error.WriteLine($"promptgen: {e.Message.Split(" (Parameter '")[0]}");
    return ExitCode.Failure;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("promptgen: interrupted.");
    return ExitCode.Interrupted;
}
catch (Exception e) when (Environment.GetEnvironmentVariable("PROMPTGEN_TRACE") is null)
{
    Console.Error.WriteLine($"promptgen: {e.Message.Split('\n')[0]} (unforeseen: {e.GetType().Name}; PROMPTGEN_TRACE=1 shows where)");
    return ExitCode.Failure;
}
