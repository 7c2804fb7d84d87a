using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text.RegularExpressions;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Emitting;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Checking;

/// <summary>Presets: every size and option that has no default, none that does not exist, numbers as they must be to each other, and the exact number of parameters.</summary>
internal static class PresetCheck
{
    // In percent: more than figures are rounded by.
    private const double FarOff = 10;

    // Such as 110M or 1.5B.
    private static readonly Regex Figure = new("^([0-9]+(?:[.][0-9]+)?)([KMB]?)$", RegexOptions.CultureInvariant);

    public static void Run(Architecture architecture, Findings findings)
    {
        foreach (var id in architecture.Ids.Where(id => id.Default is null && architecture.Presets.Count > 0))
            findings.Add(Rules.PartNeeded, id.At.Place, $"The id '{id.Name}'", "a 'default'", "a preset gives no ids");
        foreach (var preset in architecture.Presets)
        {
            if (!CheckSizes(architecture, preset, findings)) continue;
            var choices = Choices.Of(architecture, preset);
            if (!SizeCheck.Run(architecture, preset, choices.Sizes, findings)) continue;
            var count = architecture.CountParameters(choices);
            if (count != preset.Exact) findings.Add(Rules.ParameterCount, preset.ExactAt.Place, preset.Name, Number(count), Text.Number(preset.Exact));
            else CheckPublished(preset, count, findings);
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

    private static void CheckPublished(Preset preset, BigInteger count, Findings findings)
    {
        if (preset.Note is not null || Figure.Match(preset.Published) is not { Success: true } figure) return;
        var published = double.Parse(figure.Groups[1].Value, CultureInfo.InvariantCulture)
            * (figure.Groups[2].Value switch { "K" => 1e3, "M" => 1e6, "B" => 1e9, _ => 1 });
        var off = 100 * Math.Abs(published / (double)count - 1);
        if (off > FarOff)
            findings.Add(Rules.PublishedFigure, preset.PublishedAt.Place, preset.Name, Number(count), preset.Published, off.ToString("0", CultureInfo.InvariantCulture));
    }

    private static string Number(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);
}
