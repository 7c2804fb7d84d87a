using System.CommandLine;
using System.Globalization;

namespace PromptGen.Cli.Terminal;

/// <summary>Options that count something.</summary>
internal static class Counts
{
    /// <summary>Makes a count below 1 an error of usage; what is no number is said where values are read.</summary>
    public static void AtLeastOne(Option option) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
        {
            if (int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n < 1)
                result.AddError($"{option.Name} {token.Value}: must be at least 1.");
        }
    });
}
