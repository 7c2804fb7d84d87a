using System.CommandLine;

namespace PromptGen.Cli.Recipes;

/// <summary>A recipe in the place of options.</summary>
internal sealed class RecipeArgument : Argument<FileInfo?>
{
    private readonly IReadOnlyList<Option> left;

    /// <param name="left">Options that belong to one run on one machine, and not into a recipe.</param>
    public RecipeArgument(params IReadOnlyList<Option> left) : base("recipe")
    {
        this.left = left;
        Arity = ArgumentArity.ZeroOrOne;
        Description = "A JSON file of options: {\"model\": \"...\", \"train\": \"...\", \"learningRate\": [0.005, 0.01]}. Its paths are relative to it; options given here go before it.";
    }

    /// <summary>What the recipe that a command line names, if it does, adds to it.</summary>
    /// <exception cref="UserException">All that is wrong with the file, each at its line and column.</exception>
    public static IReadOnlyList<string> Options(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return command.Arguments.OfType<RecipeArgument>().SingleOrDefault() is { } argument && parsed.GetValue(argument) is { } file
            ? new Recipe(command, argument.left).Arguments(file.ToString(), parsed)
            : [];
    }
}
