using PromptGen.Cli.Parsing;

namespace PromptGen.Cli.Training;

/// <summary>Another method, trained on the same examples with the same seeds and epochs, that the result is held against. Nothing of it is kept.</summary>
/// <param name="Method">The method.</param>
/// <param name="LearningRates">Its rates, as those of one method are seldom fair to another; null: those of the run.</param>
internal sealed record Yardstick(Method Method, IReadOnlyList<double>? LearningRates)
{
    /// <summary>How one is written.</summary>
    public const string Form = "method[:rate,...]";

    /// <summary>Reads <c>HeadOnly</c> or <c>HeadOnly:0.01,0.03</c>.</summary>
    /// <exception cref="FormatException">It is neither: what is wrong, and what would be right.</exception>
    public static Yardstick Parse(string text)
    {
        var (name, rates) = text.Split(':', 2) is [var before, var after] ? (before, after) : (text, null);
        if (!Enum.GetNames<Method>().Contains(name, StringComparer.OrdinalIgnoreCase)) throw new FormatException($"'{name}' is no method; expected {string.Join(", ", Enum.GetNames<Method>())}.");
        return new Yardstick(Enum.Parse<Method>(name, ignoreCase: true), rates?.Split(',').Select(Rate).ToList());
    }

    private static double Rate(string text)
    {
        try
        {
            if (Numbers.Real(text) is var rate and > 0) return rate;
        }
        catch (FormatException)
        {
            // As a number that is not above 0.
        }
        throw new FormatException(
            $"'{text}' is no learning rate; expected numbers above 0 with a decimal point, several separated by commas, such as HeadOnly:0.01,0.03.");
    }
}
