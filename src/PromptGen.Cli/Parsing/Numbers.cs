using System.Globalization;
using System.Text.RegularExpressions;

namespace PromptGen.Cli.Parsing;

/// <summary>
/// Numbers as people write them on a command line: ASCII digits, a decimal point, an exponent. A comma is never part of one: where some write it
/// for the decimal point, others group thousands with it, so a guess would be wrong for half of them.
/// </summary>
internal static partial class Numbers
{
    /// <summary>Reads a whole number.</summary>
    /// <exception cref="FormatException">What is wrong with it, and what would be right.</exception>
    public static int Whole(string text)
    {
        if (!WholePattern().IsMatch(text)) throw new FormatException($"is not a whole number{(HasComma(text) ? "; leave out the comma" : "")}");
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"is out of range; expected a whole number from {int.MinValue} to {int.MaxValue}");
    }

    /// <summary>Reads a number.</summary>
    /// <exception cref="FormatException">What is wrong with it, and what would be right.</exception>
    public static double Real(string text)
    {
        if (!RealPattern().IsMatch(text)) throw new FormatException($"is not a number{(HasComma(text) ? $"; write a decimal point: {WithPoint(text)}" : "")}");
        return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) is var number && double.IsFinite(number)
            ? number
            : throw new FormatException("is too large for a number");
    }

    private static bool HasComma(string text) => CommaPattern().IsMatch(text);

    private static string WithPoint(string text) => text.Replace(',', '.').TrimEnd('.');

    [GeneratedRegex(@"\A[+-]?[0-9]+\z")]
    private static partial Regex WholePattern();

    /// <summary>No zero stands before another digit: <c>1,005</c> in a list of rates is not 1 and 5.</summary>
    [GeneratedRegex(@"\A[+-]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z")]
    private static partial Regex RealPattern();

    [GeneratedRegex(@"\A[+-]?[0-9]*,[0-9]*([eE][+-]?[0-9]+)?\z")]
    private static partial Regex CommaPattern();
}
