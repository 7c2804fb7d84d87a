using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Emitting;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Checking;

/// <summary>Presets: every size and option that has no default, none that does not exist, divisions without rest, and the exact number of parameters.</summary>
internal static class PresetCheck
{
    public static void Run(Architecture architecture, Findings findings)
    {
        foreach (var preset in architecture.Presets)
        {
            if (!CheckSizes(architecture, preset, findings)) continue;
            var choices = Choices.Of(architecture, preset);
            if (!CheckDivisions(architecture, preset, choices.Sizes, findings)) continue;
            var count = architecture.CountParameters(choices);
            if (count != preset.Exact)
                findings.Add(Rules.ParameterCount, preset.ExactAt.Place, preset.Name, count.ToString(System.Globalization.CultureInfo.InvariantCulture), Text.Number(preset.Exact));
        }
    }

    private static bool CheckSizes(Architecture architecture, Preset preset, Findings findings)
    {
        var legal = true;
        foreach (var given in preset.Sizes)
        {
            var size = architecture.Sizes.FirstOrDefault(size => size.Name == given.Name);
            if (size?.Config is not null) continue;
            legal = false;
            if (size is not null) findings.Add(Rules.PresetUnknownSize, given.At.Place, preset.Name, given.Name, "follows from other sizes", "leave it out");
            else
                findings.Add(Rules.PresetUnknownSize, given.At.Place, preset.Name, given.Name, "is not a size of this schema",
                    Suggestion.For(given.Name, architecture.Sizes.Where(known => known.Config is not null).Select(known => known.Name), "there are", "there is none"));
        }
        foreach (var size in architecture.Sizes.Where(size => size.IsRequired && preset.Sizes.All(given => given.Name != size.Name)))
        {
            legal = false;
            findings.Add(Rules.PresetIncomplete, preset.At.Place, preset.Name, size.Name);
        }
        foreach (var rate in architecture.Rates.Where(rate => rate.Default is null && preset.Rates.All(given => given.Name != rate.Name)))
        {
            legal = false;
            findings.Add(Rules.PresetIncomplete, preset.At.Place, preset.Name, rate.Name);
        }
        foreach (var option in architecture.Options.Where(option => option.Default is null && preset.Options.All(given => given.Name != option.Name)))
        {
            legal = false;
            findings.Add(Rules.PresetIncomplete, preset.At.Place, preset.Name, option.Name);
        }
        return legal;
    }

    private static bool CheckDivisions(Architecture architecture, Preset preset, IReadOnlyDictionary<string, BigInteger> sizes, Findings findings)
    {
        var divides = true;
        foreach (var division in architecture.Divisions)
        {
            BigInteger whole = division.Whole.Evaluate(sizes), parts = division.Parts.Evaluate(sizes);
            if (!parts.IsZero && (whole % parts).IsZero) continue;
            findings.Add(Rules.NotDivisible, preset.At.Place, preset.Name, Written(division.Whole, whole), Written(division.Parts, parts));
            divides = false;
        }
        return divides;
    }

    private static string Written(SizeExpression expression, BigInteger value)
    {
        var number = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return expression is SizeExpression.Whole ? number : $"{expression.Write(name => name)} {number}";
    }
}
