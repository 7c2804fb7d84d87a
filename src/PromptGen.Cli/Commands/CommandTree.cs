using System.CommandLine;
using System.CommandLine.Help;
using PromptGen.Cli.Parsing;

namespace PromptGen.Cli.Commands;

/// <summary>All commands of <c>promptgen</c>.</summary>
internal static class CommandTree
{
    /// <remarks>Nothing in a value is syntax: no word is a file of further words, none is several short options in one.</remarks>
    private static readonly ParserConfiguration Configuration = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>The root, with all commands below it.</summary>
    public static Command Create()
    {
        // Not a RootCommand, which is called as the running file is.
        var root = new Command("promptgen", """
            P-Tuning v2 for .NET: trains a small adapter over a frozen encoder, and uses it.

            Example, from labeled sentences to predictions:
              promptgen train --model models/bert-base-uncased --train train.txt --dev dev.txt --output my-adapter
              promptgen predict --model models/bert-base-uncased --adapter my-adapter --text "What a film!"

            The word behind an option is its value, whatever it looks like. Behind "--" there are no options.

            Exit codes: 0 done, 1 bad input or failure, 2 wrong command line, 3 interrupted (train --resume goes on),
            4 verify found a difference.
            """)
        {
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            PredictCommand.Create(),
            ReportCommand.Create(),
            InspectCommand.Create(),
            TokenizeCommand.Create(),
            ExportCommand.Create(),
            VerifyCommand.Create(),
            NewSchemaCommand.Create(),
            new HelpOption(),
            new VersionOption(),
        };
        GlobalOptions.AddTo(root);
        StrictOptions.ApplyTo(root);
        return root;
    }

    /// <summary>Reads words of which <see cref="CommandWords"/> has said what is an option and what a value.</summary>
    public static ParseResult Parse(Command command, IReadOnlyList<string> words) => command.Parse(words, Configuration);

    /// <summary>A command as it is typed.</summary>
    public static string PathOf(Command command) => command.Parents.OfType<Command>().SingleOrDefault() is { } parent
        ? $"{PathOf(parent)} {command.Name}"
        : command.Name;
}
