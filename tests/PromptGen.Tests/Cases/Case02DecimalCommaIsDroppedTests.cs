using System.Globalization;
using PromptGen.Cli.Parsing;
using PromptGen.Prefixes;
using PromptGen.Tests.Cli;

namespace PromptGen.Tests.Cases;

/// <summary>Numbers are read in one way, whatever the culture; a comma is never part of one.</summary>
public sealed class Case02DecimalCommaIsDroppedTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Theory]
    [InlineData("--learning-rate", "0,005", "0.005")]
    [InlineData("--learning-rate", "1,000", "1.000")]
    [InlineData("--learning-rate", "5,", "decimal point")]
    [InlineData("--weight-decay", "0,01", "0.01")]
    [InlineData("--clip-norm", "0,5", "0.5")]
    [InlineData("--dropout", "0,1", "0.1")]
    [InlineData("--warm-up", "0,1", "0.1")]
    [InlineData("--save-every", "1,5", "1.5")]
    [InlineData("--yardstick", "HeadOnly:0,005", "decimal point")]
    [InlineData("--yardstick", "HeadOnly:1,005", "decimal point")]
    [InlineData("--epochs", "1,000", "leave out the comma")]
    public void A_comma_in_a_number_is_refused_and_a_point_suggested(string option, string value, string suggested)
    {
        var (status, output, error) = CalledCommand.Run(task.TrainArguments(task.InFolder("adapter"), option, value));
        Assert.Equal(2, status);
        Assert.Empty(output);
        Assert.Contains(option, error, StringComparison.Ordinal);
        Assert.Contains(suggested, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_are_separated_by_blanks_and_those_of_a_yardstick_by_commas()
    {
        var root = OptionSamples.Root();
        var parsed = PromptGen.Cli.Application.Parse(root, ["train", "--learning-rate", "0.1", ".2", "3e-1", "--yardstick", "HeadOnly:0.1,0.2", "FineTuning"]);
        Assert.Equal([0.1, 0.2, 0.3], parsed.GetValue<double[]>("--learning-rate")!);
        var (_, _, error) = CalledCommand.Run("train", "--learning-rate", "0.1,0.2");
        Assert.Contains("0.1,0.2", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_has_numbers_as_JSON_has_them()
    {
        var recipe = task.InFolder("recipe.json");
        foreach (var value in new[] { "\"0,01\"", "\"0.01\"", "1e999", "0,01" })
        {
            File.WriteAllText(recipe, $$"""{ "model": "model", "train": "train.txt", "learningRate": {{value}} }""");
            var (status, _, error) = CalledCommand.Run("train", recipe);
            Assert.True(status == 1 && error.Contains($"{recipe}(1,", StringComparison.Ordinal), error);
        }
    }

    [Fact]
    public void A_label_that_is_a_number_takes_a_point_too()
    {
        var file = task.InFolder("values.csv");
        File.WriteAllLines(file, ["text;label", "w1;4.5", "w2;4,5"]);
        var (status, _, error) = CalledCommand.Run("train", "--model", task.Model, "--task", "regression", "--train", file, "--delimiter", ";");
        Assert.Equal(1, status);
        Assert.Contains("'4,5'; expected a number, with a decimal point", error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_culture_changes_what_a_number_is()
    {
        var before = CultureInfo.CurrentCulture;
        var custom = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (custom.NumberFormat.NumberDecimalSeparator, custom.NumberFormat.NumberGroupSeparator, custom.NumberFormat.NegativeSign) = (",", ".", "~");
        try
        {
            CultureInfo.CurrentCulture = custom;
            Assert.Equal(0.005, Numbers.Real("0.005"));
            Assert.Equal(-3, Numbers.Whole("-3"));
            Assert.Throws<FormatException>(() => Numbers.Real("0,005"));
            Assert.Equal([0, 2], PrefixDepth.Parse("0,2").Of(4));
            Assert.Throws<FormatException>(() => PrefixDepth.Parse("~1"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
