using System.CommandLine;

namespace PromptGen.Cli.Terminal;

/// <summary>Options that count something.</summary>
internal static class Counts
{
    /// <summary>Makes a count below 1 an error of usage; what is no number is the parser's to say.</summary>
    public static void AtLeastOne(Option<int> option) => option.Validators.Add(result =>
    {
        if (int.TryParse(result.Tokens.LastOrDefault()?.Value, out var n) && n < 1) result.AddError($"{option.Name} must be at least 1.");
    });
}
