using System.CommandLine;
using System.Globalization;

namespace PromptGen.Cli.Terminal;

/// <summary>Options that count something.</summary>
internal static class Counts
{
    /// <summary>Makes a count below 1 an error of usage; what is no number is said where values are read.</summary>
    public static void AtLeastOne(Option option) => Within(option, 1, int.MaxValue);

    /// <summary>Makes a count outside of a range an error of usage.</summary>
    public static void Within(Option option, int least, int most) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
        {
            if (int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && (n < least || n > most))
                result.AddError($"{option.Name} {token.Value}: must be at least {least}{(most < int.MaxValue ? $" and at most {most}" : "")}.");
        }
    });
}
